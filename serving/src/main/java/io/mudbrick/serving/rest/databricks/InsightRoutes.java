package io.mudbrick.serving.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.serving.Serving;

/** What an endpoint tells of itself: logs, metrics, and what it takes. */
final class InsightRoutes {
  private InsightRoutes() {}

  private record Logs(String logs) {}

  static void mount(Routes routes) {
    routes
        .get(
            "/{name}/served-models/{entity}/build-logs",
            Policy.AUTHENTICATED,
            InsightRoutes::buildLogs)
        .get("/{name}/served-models/{entity}/logs", Policy.AUTHENTICATED, InsightRoutes::logs)
        .get("/{name}/metrics", Policy.AUTHENTICATED, InsightRoutes::metrics)
        .get("/{name}/openapi", Policy.AUTHENTICATED, InsightRoutes::openApi);
  }

  private static HttpReply buildLogs(HttpCall call) {
    return HttpReply.json(
        new Logs(
            call.service(Serving.class).buildLog(call.variable("name"), call.variable("entity"))));
  }

  private static HttpReply logs(HttpCall call) {
    return HttpReply.json(
        new Logs(
            call.service(Serving.class).serverLog(call.variable("name"), call.variable("entity"))));
  }

  private static HttpReply metrics(HttpCall call) {
    return HttpReply.text(call.service(Serving.class).metrics(call.variable("name")));
  }

  private static HttpReply openApi(HttpCall call) {
    String name = call.variable("name");
    return HttpReply.json(
        OpenApi.of(call.baseUrl(), name, call.service(Serving.class).signatures(name)));
  }
}
