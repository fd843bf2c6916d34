package io.mudbrick.serving.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.EndpointSpec;
import io.mudbrick.serving.Serving;
import java.util.List;
import java.util.Map;

/** {@code /api/2.0/serving-endpoints}. */
final class EndpointRoutes {
  private EndpointRoutes() {}

  private record All(List<Replies.One> endpoints) {}

  private record Tags(List<Replies.Tag> tags) {}

  static void mount(Routes routes) {
    // MLflow's deployment client ends the collection's path with a slash.
    for (String collection : List.of("", "/")) {
      routes
          .post(collection, Policy.AUTHENTICATED, EndpointRoutes::create)
          .get(collection, Policy.AUTHENTICATED, EndpointRoutes::list);
    }
    routes
        .get("/{name}", Policy.AUTHENTICATED, EndpointRoutes::get)
        .delete("/{name}", Policy.AUTHENTICATED, EndpointRoutes::delete)
        .put("/{name}/config", Policy.AUTHENTICATED, EndpointRoutes::updateConfig)
        .patch("/{name}/tags", Policy.AUTHENTICATED, EndpointRoutes::updateTags);
  }

  private static HttpReply create(HttpCall call) {
    Requests.Create request = call.request(Requests.Create.class);
    return reply(
        call,
        call.service(Serving.class)
            .create(
                new EndpointSpec(
                    request.name(),
                    Requests.config(request.config()),
                    Requests.tags(request.tags()),
                    request.description(),
                    Requests.gateway(request))));
  }

  private static HttpReply list(HttpCall call) {
    return HttpReply.json(
        new All(
            call.service(Serving.class).list().stream()
                .map(endpoint -> Replies.endpoint(endpoint, call.baseUrl()))
                .toList()));
  }

  private static HttpReply get(HttpCall call) {
    return reply(call, call.service(Serving.class).get(call.variable("name")));
  }

  private static HttpReply delete(HttpCall call) {
    call.service(Serving.class).delete(call.variable("name"));
    return HttpReply.empty();
  }

  private static HttpReply updateConfig(HttpCall call) {
    return reply(
        call,
        call.service(Serving.class)
            .updateConfig(
                call.variable("name"), Requests.config(call.request(Requests.Config.class))));
  }

  private static HttpReply updateTags(HttpCall call) {
    Requests.PatchTags request = call.request(Requests.PatchTags.class);
    Map<String, String> tags =
        call.service(Serving.class)
            .updateTags(
                call.variable("name"), Requests.tags(request.addTags()), request.deleteTags());
    return HttpReply.json(new Tags(Replies.tags(tags)));
  }

  private static HttpReply reply(HttpCall call, Endpoint endpoint) {
    return HttpReply.json(Replies.endpoint(endpoint, call.baseUrl()));
  }
}
