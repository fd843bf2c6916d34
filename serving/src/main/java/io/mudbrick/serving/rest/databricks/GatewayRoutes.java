package io.mudbrick.serving.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.Serving;
import java.util.List;

/** {@code ai-gateway} and the older {@code rate-limits}. */
final class GatewayRoutes {
  private GatewayRoutes() {}

  private record Limits(List<Replies.Limit> rateLimits) {}

  static void mount(Routes routes) {
    routes
        .put("/{name}/ai-gateway", Policy.AUTHENTICATED, GatewayRoutes::replace)
        .put("/{name}/rate-limits", Policy.AUTHENTICATED, GatewayRoutes::limit);
  }

  private static HttpReply replace(HttpCall call) {
    Endpoint endpoint =
        call.service(Serving.class)
            .updateGateway(
                call.variable("name"), Requests.gateway(call.request(Requests.AiGateway.class)));
    return HttpReply.json(Replies.gateway(endpoint));
  }

  private static HttpReply limit(HttpCall call) {
    Requests.Limits request = call.request(Requests.Limits.class);
    Serving serving = call.service(Serving.class);
    String name = call.variable("name");
    Endpoint endpoint =
        serving.updateGateway(
            name, serving.get(name).gateway().with(Requests.limits(request.rateLimits())));
    return HttpReply.json(new Limits(Replies.gateway(endpoint).rateLimits()));
  }
}
