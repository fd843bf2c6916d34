package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /mlflow/databricks/registered-models/get}: a model with the id that the Permissions API
 * takes, and with what the caller may do.
 */
final class DatabricksModelRoutes {
  private DatabricksModelRoutes() {}

  private record Name(String name) {}

  private record Model(
      String id,
      String name,
      String userId,
      long creationTimestamp,
      long lastUpdatedTimestamp,
      @Nullable String description,
      @Nullable List<Wire.Version> latestVersions,
      @Nullable List<WireParts.Tag> tags,
      String permissionLevel) {}

  private record OneModel(Model registeredModelDatabricks) {}

  static void mount(Routes routes) {
    routes.get(
        "/databricks/registered-models/get", Policy.AUTHENTICATED, DatabricksModelRoutes::get);
  }

  private static HttpReply get(HttpCall call) {
    String name = call.request(Name.class).name();
    Registry registry = call.service(Registry.class);
    RegisteredModel model = registry.model(name);
    Wire.Model wire =
        Wire.model(model, registry.latestVersions(name, List.of(Stage.values())), name);
    return HttpReply.json(
        new OneModel(
            new Model(
                model.id(),
                wire.name(),
                wire.userId(),
                wire.creationTimestamp(),
                wire.lastUpdatedTimestamp(),
                wire.description(),
                wire.latestVersions(),
                wire.tags(),
                WireParts.permission(call, model.name()))));
  }
}
