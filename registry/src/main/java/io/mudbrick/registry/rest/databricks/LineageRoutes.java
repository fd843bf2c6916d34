package io.mudbrick.registry.rest.databricks;

import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.rest.WireParts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/unity-catalog/model-versions/emit-lineage}: clients tell of it as they load. */
final class LineageRoutes {
  private LineageRoutes() {}

  private record Info(List<LineageHeader.Entity> entities, @Nullable String direction) {}

  private record Emit(
      String name,
      String version,
      @Nullable Info modelVersionLineageInfo,
      LineageHeader.@Nullable Securable securable) {}

  static void mount(Routes routes) {
    routes.post("/model-versions/emit-lineage", Policy.AUTHENTICATED, LineageRoutes::emit);
  }

  private static HttpReply emit(HttpCall call) {
    Emit request = call.request(Emit.class);
    String name = Wire.name(request.name());
    long version = WireParts.number(name, request.version());
    Info info = request.modelVersionLineageInfo();
    List<EntityRef> entities = new ArrayList<>();
    if (info != null) {
      info.entities().forEach(entity -> entity.ref(call).ifPresent(entities::add));
    }
    LineageHeader.Securable securable = request.securable();
    if (securable != null) {
      securable.ref(call).ifPresent(entities::add);
    }
    Registry registry = call.service(Registry.class);
    if (info != null && "DOWNSTREAM".equals(info.direction())) {
      registry.usedBy(name, version, entities);
    } else {
      registry.madeFrom(name, version, entities);
    }
    return HttpReply.empty();
  }
}
