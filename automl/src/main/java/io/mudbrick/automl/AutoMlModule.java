package io.mudbrick.automl;

import io.mudbrick.automl.internal.AutoMlService;
import io.mudbrick.automl.rest.mudbrick.AutoMlRoutes;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;
import java.util.Set;

/**
 * Offers {@link AutoMl}. Only tracking must be there: the catalog is asked when data is a table,
 * the registry when a model is registered.
 */
public final class AutoMlModule implements PlatformModule {
  @Override
  public String name() {
    return "automl";
  }

  @Override
  public Set<String> after() {
    return Set.of("tracking");
  }

  @Override
  public void start(ModuleContext context) {
    context.offer(AutoMl.class, caller -> new AutoMlService(context, caller));
    AutoMlRoutes.mount(context.routes(), context.clock(), context.directory("uploads"));
  }
}
