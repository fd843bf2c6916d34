package io.mudbrick.tracking.internal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.MetricsWanted;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.Tracking;
import java.util.Comparator;

/** Tells those who promote models what was logged about them. */
public final class ModelMetrics {
  private ModelMetrics() {}

  /** Answers with what the caller, to whom the service is bound, may read. */
  public static void tell(Tracking tracking, MetricsWanted wanted) {
    String run = wanted.runId();
    if (run != null) {
      ifThere(
          () ->
              tracking
                  .getRun(run)
                  .data()
                  .metrics()
                  .forEach(metric -> wanted.found().accept(metric.key(), metric.value())));
    }
    String model = wanted.loggedModelId();
    if (model != null) {
      ifThere(
          () ->
              tracking.getLoggedModel(model).metrics().stream()
                  .map(RunMetric::metric)
                  .sorted(Comparator.comparingLong(Metric::step).thenComparing(Metric::timestamp))
                  .forEach(metric -> wanted.found().accept(metric.key(), metric.value())));
    }
  }

  private static void ifThere(Runnable asked) {
    try {
      asked.run();
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        throw e;
      }
    }
  }
}
