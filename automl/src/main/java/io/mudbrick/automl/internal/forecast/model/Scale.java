package io.mudbrick.automl.internal.forecast.model;

import java.util.List;

/** On which scale a model's errors are alike. */
public enum Scale {
  LEVEL,
  /** Of positive numbers; the forecast is the median. */
  LOG;

  /** The scales that the numbers allow. */
  static List<Scale> of(double[] values) {
    return Stats.positive(values) ? List.of(LEVEL, LOG) : List.of(LEVEL);
  }

  double to(double value) {
    return this == LOG ? Math.log(value) : value;
  }

  double back(double value) {
    return this == LOG ? Math.exp(value) : value;
  }

  double[] to(double[] values) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = to(values[i]);
    }
    return scaled;
  }
}
