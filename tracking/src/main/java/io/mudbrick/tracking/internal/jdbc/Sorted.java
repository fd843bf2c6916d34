package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.tracking.traces.TraceAggregation;
import java.util.Arrays;
import java.util.Objects;

/** Numbers in ascending order. Not thread-safe. */
final class Sorted {
  private double[] values = new double[64];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    size = 0;
  }

  double aggregate(TraceAggregation aggregation) {
    return switch (aggregation.type()) {
      case COUNT -> size;
      case SUM -> sum();
      case AVG -> sum() / size;
      case MIN -> values[0];
      case MAX -> values[size - 1];
      case PERCENTILE -> percentile(Objects.requireNonNull(aggregation.percentile()));
    };
  }

  private double sum() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += values[i];
    }
    return sum;
  }

  /** Between two numbers by linear interpolation, as PERCENTILE_CONT. */
  private double percentile(double percentile) {
    double place = percentile / 100 * (size - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, size - 1);
    return values[below] + (place - below) * (values[above] - values[below]);
  }
}
