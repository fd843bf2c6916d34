package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.Garbage;
import io.mudbrick.tracking.GarbageQuery;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.TrackingErrors;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mudbrick/tracking/gc}: deletes for good. */
final class GarbageRoutes {
  private GarbageRoutes() {}

  static void mount(Routes routes) {
    routes.post("/mudbrick/tracking/gc", Policy.AUTHENTICATED, GarbageRoutes::collect);
  }

  record Request(
      @Nullable Long olderThanMs,
      List<String> runIds,
      List<String> experimentIds,
      List<String> loggedModelIds,
      @Nullable Boolean dryRun) {}

  private static HttpReply collect(HttpCall call) {
    Request request = call.request(Request.class);
    long millis = request.olderThanMs() == null ? 0 : request.olderThanMs();
    if (millis < 0) {
      throw TrackingErrors.invalidValue("older_than_ms", millis, "It must not be negative.");
    }
    GarbageQuery query =
        GarbageQuery.all()
            .olderThan(Duration.ofMillis(millis))
            .runs(request.runIds())
            .experiments(request.experimentIds())
            .loggedModels(request.loggedModelIds())
            .build();
    Garbage garbage = call.service(Tracking.class).garbage();
    boolean dry = request.dryRun() != null && request.dryRun();
    return HttpReply.json(dry ? garbage.find(query) : garbage.collect(query));
  }
}
