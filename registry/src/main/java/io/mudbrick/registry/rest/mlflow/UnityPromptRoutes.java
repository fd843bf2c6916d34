package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.Prompt;
import io.mudbrick.registry.Prompts;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/unity-catalog/prompts}: prompts, their tags and aliases. */
final class UnityPromptRoutes {
  private UnityPromptRoutes() {}

  private record Spec(@Nullable String description, List<WireParts.Tag> tags) {}

  private record Create(String name, @Nullable Spec prompt) {}

  private record Update(@Nullable Spec prompt) {}

  private record Schema(String catalogName, String schemaName) {}

  private record Find(
      Schema catalogSchema,
      @Nullable String filter,
      @Nullable Integer maxResults,
      @Nullable String pageToken) {}

  private record Found(List<UnityPromptWire.One> prompts, @Nullable String nextPageToken) {}

  private record SetTag(String key, @Nullable String value) {}

  private record SetAlias(String version) {}

  static void mount(Routes routes) {
    routes
        .post("/prompts", Policy.AUTHENTICATED, UnityPromptRoutes::create)
        .post("/prompts/search", Policy.AUTHENTICATED, UnityPromptRoutes::search)
        .get("/prompts/{name}", Policy.AUTHENTICATED, UnityPromptRoutes::get)
        .patch("/prompts/{name}", Policy.AUTHENTICATED, UnityPromptRoutes::update)
        .delete("/prompts/{name}", Policy.AUTHENTICATED, UnityPromptRoutes::delete)
        .post("/prompts/{name}/tags", Policy.AUTHENTICATED, UnityPromptRoutes::setTag)
        .delete("/prompts/{name}/tags/{key}", Policy.AUTHENTICATED, UnityPromptRoutes::deleteTag)
        .post("/prompts/{name}/aliases/{alias}", Policy.AUTHENTICATED, UnityPromptRoutes::setAlias)
        .delete(
            "/prompts/{name}/aliases/{alias}",
            Policy.AUTHENTICATED,
            UnityPromptRoutes::deleteAlias);
    UnityPromptVersionRoutes.mount(routes);
  }

  private static Prompts prompts(HttpCall call) {
    return call.service(Prompts.class);
  }

  private static HttpReply reply(Prompt prompt) {
    return HttpReply.json(UnityPromptWire.of(prompt));
  }

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    Spec spec = request.prompt();
    return reply(
        prompts(call)
            .create(
                request.name(),
                spec == null ? null : spec.description(),
                WireParts.tags(spec == null ? List.of() : spec.tags())));
  }

  private static HttpReply get(HttpCall call) {
    return reply(prompts(call).prompt(call.variable("name")));
  }

  private static HttpReply update(HttpCall call) {
    Spec spec = call.request(Update.class).prompt();
    return reply(
        prompts(call).describe(call.variable("name"), spec == null ? null : spec.description()));
  }

  private static HttpReply delete(HttpCall call) {
    prompts(call).delete(call.variable("name"));
    return HttpReply.empty();
  }

  private static HttpReply search(HttpCall call) {
    Find find = call.request(Find.class);
    Integer max = find.maxResults();
    Page<Prompt> page =
        prompts(call)
            .search(
                find.catalogSchema().catalogName() + "." + find.catalogSchema().schemaName(),
                find.filter(),
                max == null ? 0 : max,
                find.pageToken());
    return HttpReply.json(
        new Found(page.items().stream().map(UnityPromptWire::of).toList(), page.nextPageToken()));
  }

  private static HttpReply setTag(HttpCall call) {
    SetTag request = call.request(SetTag.class);
    String value = request.value();
    prompts(call).setTag(call.variable("name"), request.key(), value == null ? "" : value);
    return HttpReply.empty();
  }

  private static HttpReply deleteTag(HttpCall call) {
    prompts(call).deleteTag(call.variable("name"), call.variable("key"));
    return HttpReply.empty();
  }

  private static HttpReply setAlias(HttpCall call) {
    String name = call.variable("name");
    prompts(call)
        .setAlias(
            name,
            call.variable("alias"),
            WireParts.number(name, call.request(SetAlias.class).version()));
    return HttpReply.empty();
  }

  private static HttpReply deleteAlias(HttpCall call) {
    prompts(call).deleteAlias(call.variable("name"), call.variable("alias"));
    return HttpReply.empty();
  }
}
