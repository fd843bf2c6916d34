package io.mudbrick.serving;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;
import io.mudbrick.serving.internal.ServingRoom;
import io.mudbrick.serving.rest.databricks.ServingRoutes;
import io.mudbrick.serving.rest.mudbrick.ScoringRoutes;
import java.util.Set;

/** Brings serving endpoints and batch scoring into an engine. */
public final class ServingModule implements PlatformModule {
  @Override
  public String name() {
    return "serving";
  }

  @Override
  public Set<String> after() {
    return Set.of("catalog", "registry", "feature-store");
  }

  @Override
  public void start(ModuleContext context) {
    ServingRoom.open(context);
    ServingRoutes.mount(context.routes());
    ScoringRoutes.mount(context.routes());
  }
}
