package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.PromptVersion;
import io.mudbrick.registry.Prompts;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/unity-catalog/prompts/{name}/versions}, and what uses them. */
final class UnityPromptVersionRoutes {
  private UnityPromptVersionRoutes() {}

  private record Spec(
      @Nullable String template, @Nullable String description, List<WireParts.Tag> tags) {}

  private record Body(Spec promptVersion) {}

  private record Find(@Nullable Integer maxResults, @Nullable String pageToken) {}

  private record Found(
      List<UnityPromptWire.Version> promptVersions, @Nullable String nextPageToken) {}

  private record SetTag(String key, @Nullable String value) {}

  private record Entry(String name, String version) {}

  private record Links(
      List<Entry> promptVersions,
      List<String> runIds,
      List<String> traceIds,
      List<String> modelIds) {
    List<Prompts.Link> versions() {
      return promptVersions.stream()
          .map(
              entry ->
                  new Prompts.Link(entry.name(), WireParts.number(entry.name(), entry.version())))
          .toList();
    }
  }

  static void mount(Routes routes) {
    String versions = "/prompts/{name}/versions";
    String version = versions + "/{version}";
    routes
        .post(versions, Policy.AUTHENTICATED, UnityPromptVersionRoutes::create)
        .post(versions + "/search", Policy.AUTHENTICATED, UnityPromptVersionRoutes::search)
        .get(versions + "/by-alias/{alias}", Policy.AUTHENTICATED, UnityPromptVersionRoutes::alias)
        .get(version, Policy.AUTHENTICATED, UnityPromptVersionRoutes::get)
        .patch(version, Policy.AUTHENTICATED, UnityPromptVersionRoutes::update)
        .delete(version, Policy.AUTHENTICATED, UnityPromptVersionRoutes::delete)
        .post(version + "/tags", Policy.AUTHENTICATED, UnityPromptVersionRoutes::setTag)
        .delete(version + "/tags/{key}", Policy.AUTHENTICATED, UnityPromptVersionRoutes::deleteTag)
        .post(
            "/prompt-versions/links-to-runs",
            Policy.AUTHENTICATED,
            UnityPromptVersionRoutes::linkToRuns)
        .post(
            "/prompt-versions/links-to-traces",
            Policy.AUTHENTICATED,
            UnityPromptVersionRoutes::linkToTraces)
        .post(
            "/prompt-versions/links-to-models",
            Policy.AUTHENTICATED,
            UnityPromptVersionRoutes::linkToModels);
  }

  private static Prompts prompts(HttpCall call) {
    return call.service(Prompts.class);
  }

  private static String name(HttpCall call) {
    return call.variable("name");
  }

  private static long number(HttpCall call) {
    return WireParts.number(name(call), call.variable("version"));
  }

  private static HttpReply reply(PromptVersion version) {
    return HttpReply.json(UnityPromptWire.of(version));
  }

  private static HttpReply create(HttpCall call) {
    Spec spec = call.request(Body.class).promptVersion();
    String template = spec.template();
    return reply(
        prompts(call)
            .createVersion(
                name(call),
                template == null ? "" : template,
                spec.description(),
                WireParts.tags(spec.tags())));
  }

  private static HttpReply get(HttpCall call) {
    return reply(prompts(call).version(name(call), number(call)));
  }

  private static HttpReply alias(HttpCall call) {
    return reply(prompts(call).versionByAlias(name(call), call.variable("alias")));
  }

  private static HttpReply update(HttpCall call) {
    return reply(
        prompts(call)
            .describeVersion(
                name(call), number(call), call.request(Body.class).promptVersion().description()));
  }

  private static HttpReply delete(HttpCall call) {
    prompts(call).deleteVersion(name(call), number(call));
    return HttpReply.empty();
  }

  private static HttpReply search(HttpCall call) {
    Find find = call.request(Find.class);
    Integer max = find.maxResults();
    Page<PromptVersion> page =
        prompts(call).versions(name(call), max == null ? 0 : max, find.pageToken());
    return HttpReply.json(
        new Found(page.items().stream().map(UnityPromptWire::of).toList(), page.nextPageToken()));
  }

  private static HttpReply setTag(HttpCall call) {
    SetTag request = call.request(SetTag.class);
    String value = request.value();
    prompts(call)
        .setVersionTag(name(call), number(call), request.key(), value == null ? "" : value);
    return HttpReply.empty();
  }

  private static HttpReply deleteTag(HttpCall call) {
    prompts(call).deleteVersionTag(name(call), number(call), call.variable("key"));
    return HttpReply.empty();
  }

  private static HttpReply linkToRuns(HttpCall call) {
    Links links = call.request(Links.class);
    prompts(call).linkToRuns(links.versions(), links.runIds());
    return HttpReply.empty();
  }

  private static HttpReply linkToTraces(HttpCall call) {
    Links links = call.request(Links.class);
    prompts(call).linkToTraces(links.versions(), links.traceIds());
    return HttpReply.empty();
  }

  private static HttpReply linkToModels(HttpCall call) {
    Links links = call.request(Links.class);
    prompts(call).linkToModels(links.versions(), links.modelIds());
    return HttpReply.empty();
  }
}
