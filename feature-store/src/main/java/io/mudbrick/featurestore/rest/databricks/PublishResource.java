package io.mudbrick.featurestore.rest.databricks;

import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.PublishResult;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /tables/{table}/publish} and {@code /online-tables}. */
final class PublishResource {
  private PublishResource() {}

  record Request(Spec publishSpec) {}

  record Spec(String onlineStore, String onlineTableName, @Nullable String publishMode) {}

  record Answer(String onlineTableName, String pipelineId) {}

  static void mount(Routes routes) {
    routes
        .post("/tables/{table}/publish", Policy.AUTHENTICATED, PublishResource::publish)
        .delete("/online-tables/{table}", Policy.AUTHENTICATED, PublishResource::delete);
  }

  private static HttpReply publish(HttpCall call) {
    Spec spec = call.request(Request.class).publishSpec();
    PublishResult result =
        call.service(FeatureStore.class)
            .publish(
                call.variable("table"),
                new PublishSpec(
                    spec.onlineStore(), spec.onlineTableName(), mode(spec.publishMode())));
    return HttpReply.json(new Answer(result.onlineTable(), result.pipelineId()));
  }

  private static PublishMode mode(@Nullable String mode) {
    if (mode == null) {
      return PublishMode.TRIGGERED;
    }
    for (PublishMode known : PublishMode.values()) {
      if (known.name().equals(mode)) {
        return known;
      }
    }
    throw OnlineErrors.badPublishMode(mode);
  }

  private static HttpReply delete(HttpCall call) {
    call.service(FeatureStore.class).dropOnlineTable(call.variable("table"));
    return HttpReply.empty();
  }
}
