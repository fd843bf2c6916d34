package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.ColumnEncoder.Numeric;
import io.mudbrick.platform.model.ColumnEncoder.Shape;
import io.mudbrick.platform.model.ColumnEncoder.Shaped;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fits numbers to a column; NaN is missing. */
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
      scale = scale(present);
    }
    return new Numeric(impute, how.missingIndicator() && anyMissing, shift, scale);
  }

  /** Fits the shape that makes the numbers least skewed, and scales what it gives. */
  public static Shaped shaped(double[] values, Numbers how) {
    double[] present = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    Numeric plain = fit(values, new Numbers(how.impute(), how.missingIndicator(), false));
    if (present.length == 0) {
      return new Shaped(Shape.NONE, 0, 0, 1, plain);
    }
    int tail = (int) (present.length * TAIL);
    if (present[tail] == present[present.length - 1 - tail]) {
      tail = 0; // all but a few are the same: the few are what there is to learn from
    }
    double low = present[tail];
    double high = present[present.length - 1 - tail];
    Shaped best = new Shaped(Shape.NONE, low, high, 1, plain);
    double skew = Math.abs(skew(present, best));
    if (skew > SKEWED) {
      Shape shape = skew(present, best) > 0 ? Shape.LOG_UP : Shape.LOG_DOWN;
      for (double unit : units(present, shape == Shape.LOG_UP ? low : high)) {
        Shaped bent = new Shaped(shape, low, high, unit, plain);
        double own = Math.abs(skew(present, bent));
        if (own < skew) {
          skew = own;
          best = bent;
        }
      }
    }
    double[] bent = bent(present, best);
    Numeric scaled =
        new Numeric(
            plain.impute(),
            plain.missingIndicator(),
            how.standardise() ? mean(bent) : 0,
            how.standardise() ? scale(bent) : 1);
    return new Shaped(best.shape(), low, high, best.unit(), scaled);
  }

  /** Whether two of the numbers that there are differ. */
  public static boolean varies(double[] values) {
    double first = Double.NaN;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        if (value != first && !Double.isNaN(first)) {
          return true;
        }
        first = value;
      }
    }
    return false;
  }

  /** From the end that most numbers are near to: to the middle, and a tenth of that. */
  private static double[] units(double[] sorted, double end) {
    double middle = Math.abs(sorted[sorted.length / 2] - end);
    double unit = middle > 0 ? middle : Math.abs(mean(sorted) - end);
    return unit > 0 ? new double[] {unit, unit / 10} : new double[0];
  }

  private static double[] bent(double[] values, Shaped how) {
    double[] bent = new double[values.length];
    for (int i = 0; i < bent.length; i++) {
      bent[i] = NumberCodecs.bend(how, values[i]);
    }
    return bent;
  }

  private static double skew(double[] values, Shaped how) {
    double[] bent = bent(values, how);
    double mean = mean(bent);
    double deviation = deviation(bent, mean);
    if (deviation == 0) {
      return 0;
    }
    double sum = 0;
    for (double value : bent) {
      double z = (value - mean) / deviation;
      sum += z * z * z;
    }
    return sum / bent.length;
  }

  private static double scale(double[] values) {
    double deviation = deviation(values, mean(values));
    return deviation > 0 ? deviation : 1;
  }

  /**
   * So many at each end are outliers that count as the next. What many columns grant together is
   * multiplied where a logarithm is learned: rows that are extreme in all of them get answers far
   * beyond every number of the training rows.
   */
  private static final double TAIL = 0.005;

  private static final double SKEWED = 1;

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
