package io.mudbrick.registry.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/unity-catalog/registered-models}. */
final class ModelRoutes {
  private ModelRoutes() {}

  private record Create(String name, List<WireParts.Tag> tags, @Nullable String description) {}

  private record Name(String name) {}

  private record Update(String name, @Nullable String newName, @Nullable String description) {}

  private record Find(@Nullable Integer maxResults, @Nullable String pageToken) {}

  private record SetTag(String name, String key, @Nullable String value) {}

  private record DeleteTag(String name, String key) {}

  private record SetAlias(String name, String alias, String version) {}

  private record Alias(String name, String alias) {}

  static void mount(Routes routes) {
    routes
        .post("/registered-models/create", Policy.AUTHENTICATED, ModelRoutes::create)
        .patch("/registered-models/update", Policy.AUTHENTICATED, ModelRoutes::update)
        .delete("/registered-models/delete", Policy.AUTHENTICATED, ModelRoutes::delete)
        .get("/registered-models/get", Policy.AUTHENTICATED, ModelRoutes::get)
        .get("/registered-models/search", Policy.AUTHENTICATED, ModelRoutes::search)
        .post("/registered-models/set-tag", Policy.AUTHENTICATED, ModelRoutes::setTag)
        .delete("/registered-models/delete-tag", Policy.AUTHENTICATED, ModelRoutes::deleteTag)
        .post("/registered-models/alias", Policy.AUTHENTICATED, ModelRoutes::setAlias)
        .delete("/registered-models/alias", Policy.AUTHENTICATED, ModelRoutes::deleteAlias)
        .get("/registered-models/alias", Policy.AUTHENTICATED, ModelRoutes::byAlias);
  }

  private static Registry registry(HttpCall call) {
    return call.service(Registry.class);
  }

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    return reply(
        registry(call)
            .createModel(
                Wire.name(request.name()), request.description(), WireParts.tags(request.tags())));
  }

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    String name = Wire.name(request.name());
    String description = request.description();
    if (description != null) {
      registry(call).describeModel(name, description);
    }
    String newName = request.newName();
    return reply(
        newName == null
            ? registry(call).model(name)
            : registry(call).renameModel(name, Wire.name(newName)));
  }

  private static HttpReply delete(HttpCall call) {
    registry(call).deleteModel(Wire.name(call.request(Name.class).name()), false);
    return HttpReply.empty();
  }

  private static HttpReply get(HttpCall call) {
    return reply(registry(call).model(Wire.name(call.request(Name.class).name())));
  }

  private static HttpReply search(HttpCall call) {
    Find find = call.request(Find.class);
    Integer max = find.maxResults();
    Page<RegisteredModel> page =
        registry(call)
            .searchModels(new Search(null, List.of(), max == null ? 0 : max, find.pageToken()));
    List<Wire.Model> models = page.items().stream().map(model -> Wire.model(model, false)).toList();
    return HttpReply.json(new Wire.Models(models.isEmpty() ? null : models, page.nextPageToken()));
  }

  private static HttpReply setTag(HttpCall call) {
    SetTag request = call.request(SetTag.class);
    String value = request.value();
    registry(call)
        .setModelTag(Wire.name(request.name()), request.key(), value == null ? "" : value);
    return HttpReply.empty();
  }

  private static HttpReply deleteTag(HttpCall call) {
    DeleteTag request = call.request(DeleteTag.class);
    registry(call).deleteModelTag(Wire.name(request.name()), request.key());
    return HttpReply.empty();
  }

  private static HttpReply setAlias(HttpCall call) {
    SetAlias request = call.request(SetAlias.class);
    String name = Wire.name(request.name());
    registry(call).setAlias(name, request.alias(), WireParts.number(name, request.version()));
    return HttpReply.empty();
  }

  private static HttpReply deleteAlias(HttpCall call) {
    Alias key = call.request(Alias.class);
    registry(call).deleteAlias(Wire.name(key.name()), key.alias());
    return HttpReply.empty();
  }

  private static HttpReply byAlias(HttpCall call) {
    Alias key = call.request(Alias.class);
    return HttpReply.json(
        new Wire.OneVersion(
            Wire.version(registry(call).versionByAlias(Wire.name(key.name()), key.alias()), true)));
  }

  private static HttpReply reply(RegisteredModel model) {
    return HttpReply.json(new Wire.OneModel(Wire.model(model, true)));
  }
}
