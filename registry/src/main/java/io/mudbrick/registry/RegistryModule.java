package io.mudbrick.registry;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;
import io.mudbrick.registry.internal.RegistryRoom;
import io.mudbrick.registry.internal.webhooks.WebhookRoom;
import io.mudbrick.registry.rest.databricks.DatabricksRegistryRoutes;
import io.mudbrick.registry.rest.mlflow.MlflowRegistryRoutes;
import io.mudbrick.registry.rest.mudbrick.PromotionRoutes;
import io.mudbrick.registry.rest.unitycatalog.UnityModelRoutes;
import java.util.Set;

/** Brings the model registry and its faces into an engine. */
public final class RegistryModule implements PlatformModule {
  @Override
  public String name() {
    return "registry";
  }

  @Override
  public Set<String> after() {
    return Set.of("catalog");
  }

  @Override
  public void start(ModuleContext context) {
    RegistryRoom.open(context);
    WebhookRoom.open(context);
    MlflowRegistryRoutes.mount(context.routes());
    DatabricksRegistryRoutes.mount(context.routes());
    UnityModelRoutes.mount(context.routes());
    PromotionRoutes.mount(context.routes());
  }
}
