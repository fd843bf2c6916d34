package io.mudbrick.automl;

import io.mudbrick.automl.internal.AutoMlService;
import io.mudbrick.automl.internal.ForecastJobs;
import io.mudbrick.automl.internal.ForecastingService;
import io.mudbrick.automl.internal.experiment.UnderWay;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.rest.databricks.ForecastingRoutes;
import io.mudbrick.automl.rest.mudbrick.AutoMlRoutes;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;
import io.mudbrick.platform.events.ServerLost;
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
    UnderWay underWay = new UnderWay();
    context.offer(AutoMl.class, caller -> new AutoMlService(context, caller, underWay));
    ForecastJobs jobs = new ForecastJobs();
    context.onClose(jobs);
    context
        .events()
        .subscribe(
            ServerLost.class,
            lost -> {
              jobs.lose(lost.server());
              Scratch.clear(context, lost.server());
            });
    context.offer(
        Forecasting.class, caller -> new ForecastingService(context, caller, jobs, underWay));
    ForecastingRoutes.mount(context.routes());
    AutoMlRoutes.mount(context.routes(), context.clock(), context.directory("uploads"));
  }
}
