package io.mudbrick.registry.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Reviews;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.internal.ModelNames;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/databricks/model-versions/transition-stage}: with a comment, unlike MLflow's. */
final class TransitionRoutes {
  private TransitionRoutes() {}

  private record Transition(
      String name,
      String version,
      String stage,
      boolean archiveExistingVersions,
      @Nullable String comment) {}

  private record Version(
      String name,
      String version,
      long creationTimestamp,
      long lastUpdatedTimestamp,
      String userId,
      String currentStage,
      @Nullable String description,
      @Nullable String source,
      @Nullable String runId,
      @Nullable String runLink,
      ModelVersion.Status status,
      @Nullable String statusMessage,
      @Nullable List<WireParts.Tag> tags,
      List<ReviewRoutes.Activity> openRequests,
      String permissionLevel) {}

  private record OneVersion(Version modelVersionDatabricks) {}

  static void mount(Routes routes) {
    routes.post(
        "/databricks/model-versions/transition-stage",
        Policy.AUTHENTICATED,
        TransitionRoutes::transition);
  }

  private static HttpReply transition(HttpCall call) {
    Transition request = call.request(Transition.class);
    long number = WireParts.number(request.name(), request.version());
    Reviews reviews = call.service(Reviews.class);
    ModelVersion version =
        reviews.transition(
            request.name(),
            number,
            Stage.of(request.stage()),
            request.archiveExistingVersions(),
            request.comment());
    ModelVersion.Origin origin = version.origin();
    return HttpReply.json(
        new OneVersion(
            new Version(
                ModelNames.asAsked(version.model(), request.name()),
                request.version(),
                version.changes().createdAt().toEpochMilli(),
                version.changes().updatedAt().toEpochMilli(),
                version.changes().createdBy(),
                version.stage().wireName(),
                version.description(),
                origin.source(),
                origin.runId(),
                origin.runLink(),
                version.status(),
                version.statusMessage(),
                WireParts.filled(WireParts.tags(version.tags())),
                reviews.requests(request.name(), number).stream()
                    .map(asked -> ReviewRoutes.activity("REQUESTED_TRANSITION", asked))
                    .toList(),
                WireParts.permission(call, version.model()))));
  }
}
