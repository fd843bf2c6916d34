package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.ColumnEncoder.Numeric;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fits {@link Numeric} to a column; NaN is missing. */
public final class NumericFit {
  private NumericFit() {}

  public static Numeric fit(double[] values, Numbers how) {
    double[] present = Arrays.stream(values).filter(Double::isFinite).toArray();
    boolean anyMissing = present.length < values.length;
    Double impute = impute(present, how);
    double shift = 0;
    double scale = 1;
    if (how.standardise() && present.length > 0) {
      shift = mean(present);
      double deviation = deviation(present, shift);
      scale = deviation > 0 ? deviation : 1;
    }
    return new Numeric(impute, how.missingIndicator() && anyMissing, shift, scale);
  }

  private static @Nullable Double impute(double[] present, Numbers how) {
    return switch (how.impute()) {
      case NONE -> null;
      case ZERO -> 0.0;
      case MEAN -> present.length == 0 ? 0.0 : mean(present);
      case MEDIAN -> present.length == 0 ? 0.0 : median(present);
    };
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
