package io.mudbrick.tracking.traces;

import org.jspecify.annotations.Nullable;

/**
 * How values become one.
 *
 * @param percentile 0 to 100 for {@code PERCENTILE}, else {@code null}
 */
public record TraceAggregation(Type type, @Nullable Double percentile) {
  /** The ways. */
  public enum Type {
    COUNT,
    SUM,
    AVG,
    PERCENTILE,
    MIN,
    MAX
  }

  public static final TraceAggregation COUNT = new TraceAggregation(Type.COUNT, null);
  public static final TraceAggregation SUM = new TraceAggregation(Type.SUM, null);
  public static final TraceAggregation AVG = new TraceAggregation(Type.AVG, null);

  public static TraceAggregation percentile(double percentile) {
    return new TraceAggregation(Type.PERCENTILE, percentile);
  }

  /** As it is called in a result: {@code AVG}, {@code P95.0}. */
  public String label() {
    return type == Type.PERCENTILE ? "P" + percentile : type.name();
  }
}
