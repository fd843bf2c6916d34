package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.internal.ModelNames;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/registered-models}. */
final class RegisteredModelRoutes {
  private RegisteredModelRoutes() {}

  private record Create(String name, List<WireParts.Tag> tags, @Nullable String description) {}

  private record Name(String name) {}

  private record Rename(String name, String newName) {}

  private record Update(String name, @Nullable String description) {}

  private record SetTag(String name, String key, @Nullable String value) {}

  private record DeleteTag(String name, String key) {}

  private record Find(
      @Nullable String filter,
      @Nullable Integer maxResults,
      List<String> orderBy,
      @Nullable String pageToken) {}

  private record Found(
      @Nullable List<Wire.Model> registeredModels, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/registered-models/create", Policy.AUTHENTICATED, RegisteredModelRoutes::create)
        .post("/registered-models/rename", Policy.AUTHENTICATED, RegisteredModelRoutes::rename)
        .patch("/registered-models/update", Policy.AUTHENTICATED, RegisteredModelRoutes::update)
        .delete("/registered-models/delete", Policy.AUTHENTICATED, RegisteredModelRoutes::delete)
        .get("/registered-models/get", Policy.AUTHENTICATED, RegisteredModelRoutes::get)
        .get("/registered-models/search", Policy.AUTHENTICATED, RegisteredModelRoutes::search)
        .get("/registered-models/list", Policy.AUTHENTICATED, RegisteredModelRoutes::search)
        .post("/registered-models/set-tag", Policy.AUTHENTICATED, RegisteredModelRoutes::setTag)
        .delete(
            "/registered-models/delete-tag",
            Policy.AUTHENTICATED,
            RegisteredModelRoutes::deleteTag);
  }

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    return reply(
        call,
        request.name(),
        call.service(Registry.class)
            .createModel(request.name(), request.description(), WireParts.tags(request.tags())));
  }

  private static HttpReply rename(HttpCall call) {
    Rename request = call.request(Rename.class);
    return reply(
        call,
        request.newName(),
        call.service(Registry.class).renameModel(request.name(), request.newName()));
  }

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    return reply(
        call,
        request.name(),
        call.service(Registry.class).describeModel(request.name(), request.description()));
  }

  private static HttpReply delete(HttpCall call) {
    call.service(Registry.class).deleteModel(call.request(Name.class).name(), false);
    return HttpReply.empty();
  }

  private static HttpReply get(HttpCall call) {
    String name = call.request(Name.class).name();
    return reply(call, name, call.service(Registry.class).model(name));
  }

  private static HttpReply search(HttpCall call) {
    Find find = call.request(Find.class);
    Integer max = find.maxResults();
    Registry registry = call.service(Registry.class);
    Page<RegisteredModel> page =
        registry.searchModels(
            new Search(find.filter(), find.orderBy(), max == null ? 0 : max, find.pageToken()));
    Map<String, List<ModelVersion>> latest =
        registry.latestVersions(page.items().stream().map(RegisteredModel::id).toList());
    List<Wire.Model> models =
        page.items().stream()
            .map(
                model ->
                    Wire.model(
                        model,
                        latest.getOrDefault(model.id(), List.of()),
                        ModelNames.mlflow(model.name())))
            .toList();
    return HttpReply.json(new Found(models.isEmpty() ? null : models, page.nextPageToken()));
  }

  private static HttpReply setTag(HttpCall call) {
    SetTag request = call.request(SetTag.class);
    String value = request.value();
    call.service(Registry.class)
        .setModelTag(request.name(), request.key(), value == null ? "" : value);
    return HttpReply.empty();
  }

  private static HttpReply deleteTag(HttpCall call) {
    DeleteTag request = call.request(DeleteTag.class);
    call.service(Registry.class).deleteModelTag(request.name(), request.key());
    return HttpReply.empty();
  }

  private static HttpReply reply(HttpCall call, String asked, RegisteredModel model) {
    if (asked.isEmpty()) {
      throw RegistryErrors.blankName();
    }
    return HttpReply.json(
        new Wire.OneModel(
            Wire.model(
                model,
                call.service(Registry.class).latestVersions(model.name(), List.of(Stage.values())),
                asked)));
  }
}
