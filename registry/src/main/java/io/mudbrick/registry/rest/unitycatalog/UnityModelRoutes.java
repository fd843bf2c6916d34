package io.mudbrick.registry.rest.unitycatalog;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.Registry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /models}: registered models and their aliases, as the Databricks SDKs ask for them. */
public final class UnityModelRoutes {
  private UnityModelRoutes() {}

  private record Create(
      String catalogName, String schemaName, String name, @Nullable String comment) {}

  private record Update(
      @Nullable String newName, @Nullable String comment, @Nullable String owner) {}

  private record Find(
      @Nullable String catalogName,
      @Nullable String schemaName,
      @Nullable Integer maxResults,
      @Nullable String pageToken) {}

  private record Found(List<Wire.Model> registeredModels, @Nullable String nextPageToken) {}

  private record SetAlias(long versionNum) {}

  public static void mount(Routes root) {
    Routes routes = root.dialect(ErrorDialect.UNITY_CATALOG).under("/api/2.1/unity-catalog");
    routes
        .post("/models", Policy.AUTHENTICATED, UnityModelRoutes::create)
        .get("/models", Policy.AUTHENTICATED, UnityModelRoutes::list)
        .get("/models/{model}", Policy.AUTHENTICATED, UnityModelRoutes::get)
        .patch("/models/{model}", Policy.AUTHENTICATED, UnityModelRoutes::update)
        .delete("/models/{model}", Policy.AUTHENTICATED, UnityModelRoutes::delete)
        .put("/models/{model}/aliases/{alias}", Policy.AUTHENTICATED, UnityModelRoutes::setAlias)
        .delete(
            "/models/{model}/aliases/{alias}", Policy.AUTHENTICATED, UnityModelRoutes::deleteAlias);
    UnityVersionRoutes.mount(routes);
  }

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    String name = String.join(".", request.catalogName(), request.schemaName(), request.name());
    return reply(
        call, call.service(Registry.class).createModel(name, request.comment(), Map.of()), false);
  }

  private static HttpReply list(HttpCall call) {
    Find find = call.request(Find.class);
    String catalog = find.catalogName();
    String schema = find.schemaName();
    Integer max = find.maxResults();
    Page<RegisteredModel> page =
        call.service(Registry.class)
            .listModels(
                catalog == null || schema == null ? null : catalog + "." + schema,
                Wire.pageSize(max),
                find.pageToken());
    String metastore = call.caller().metastoreId();
    return HttpReply.json(
        new Found(
            page.items().stream().map(model -> Wire.model(model, metastore, false)).toList(),
            page.nextPageToken()));
  }

  private static HttpReply get(HttpCall call) {
    return reply(
        call,
        call.service(Registry.class).model(call.variable("model")),
        "true".equals(call.query("include_aliases")));
  }

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    Registry registry = call.service(Registry.class);
    String name = call.variable("model");
    String comment = request.comment();
    if (comment != null) {
      registry.describeModel(name, comment);
    }
    String owner = request.owner();
    if (owner != null) {
      registry.changeOwner(name, owner);
    }
    String newName = request.newName();
    if (newName == null) {
      return reply(call, registry.model(name), false);
    }
    String schema = name.substring(0, name.lastIndexOf('.') + 1);
    return reply(call, registry.renameModel(name, schema + newName), false);
  }

  private static HttpReply delete(HttpCall call) {
    call.service(Registry.class)
        .deleteModel(call.variable("model"), "true".equals(call.query("force")));
    return HttpReply.empty();
  }

  private static HttpReply setAlias(HttpCall call) {
    String name = call.variable("model");
    String alias = call.variable("alias");
    long version = call.request(SetAlias.class).versionNum();
    call.service(Registry.class).setAlias(name, alias, version);
    return HttpReply.json(new Wire.Alias(alias, version));
  }

  private static HttpReply deleteAlias(HttpCall call) {
    call.service(Registry.class).deleteAlias(call.variable("model"), call.variable("alias"));
    return HttpReply.empty();
  }

  private static HttpReply reply(HttpCall call, RegisteredModel model, boolean aliases) {
    return HttpReply.json(Wire.model(model, call.caller().metastoreId(), aliases));
  }
}
