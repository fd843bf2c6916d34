package io.mudbrick.serving.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.serving.Answer;
import io.mudbrick.serving.Invocation;
import io.mudbrick.serving.Serving;
import io.mudbrick.serving.ServingErrors;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /serving-endpoints/{name}/invocations}. */
final class InvocationRoutes {
  /** Requests of one key are answered by one entity; ours, the product draws each time. */
  private static final String KEY = "Mudbrick-Routing-Key";

  /** The product's limit for models of one's own. */
  private static final int MOST_BYTES = 16 << 20;

  private InvocationRoutes() {}

  static void mount(Routes routes) {
    routes
        .post("/{name}/invocations", Policy.AUTHENTICATED, call -> invoke(call, null))
        .post(
            "/{name}/served-models/{entity}/invocations",
            Policy.AUTHENTICATED,
            call -> invoke(call, call.variable("entity")));
  }

  /** As MLflow's scoring server takes it. */
  private static boolean isCsv(@Nullable String contentType) {
    return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/csv");
  }

  private static HttpReply invoke(HttpCall call, @Nullable String entity) {
    // Told by its length it is not even read.
    if (call.contentLength() > MOST_BYTES || call.bytes().length > MOST_BYTES) {
      throw ServingErrors.tooLarge(MOST_BYTES);
    }
    Invocation invocation =
        new Invocation(
            call.bytes(),
            isCsv(call.header("Content-Type")),
            entity,
            call.header(KEY),
            call.requestId());
    return HttpReply.later(
        call.service(Serving.class)
            .invoke(call.variable("name"), invocation, call.comeback())
            .thenApply(InvocationRoutes::reply));
  }

  private static HttpReply reply(Answer answer) {
    return HttpReply.bytes("application/json", answer.json().getBytes(StandardCharsets.UTF_8))
        .withHeader("served-model-name", answer.servedEntity());
  }
}
