package io.mudbrick.tracking;

import org.jspecify.annotations.Nullable;

/**
 * One point of a metric.
 *
 * @param value any double; infinities are kept as the largest finite numbers
 * @param timestamp epoch milliseconds, not negative
 * @param step any integer; the point with the greatest step is the latest one
 * @param origin which model and dataset it was measured on, if that was said
 */
public record Metric(
    String key, double value, long timestamp, long step, @Nullable MetricOrigin origin) {

  public static Metric of(String key, double value, long timestamp, long step) {
    return new Metric(key, value, timestamp, step, null);
  }
}
