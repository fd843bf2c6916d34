package io.mudbrick.automl.internal.forecast.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Expected values with their intervals, a number for each step ahead.
 *
 * @param bands one for each level that was asked for, in that order
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record Forecast(double[] mean, List<Band> bands) {

  /**
   * Between what the value should lie.
   *
   * @param level how often it should
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  public record Band(double level, double[] lower, double[] upper) {}

  public Forecast {
    bands = List.copyOf(bands);
  }

  /** Of normal errors on the given scale. */
  static Forecast normal(Scale scale, double[] mean, double[] deviation, List<Double> levels) {
    int horizon = mean.length;
    List<Band> bands = new ArrayList<>();
    for (double level : levels) {
      double z = Normal.quantile((1 + level) / 2);
      double[] lower = new double[horizon];
      double[] upper = new double[horizon];
      for (int i = 0; i < horizon; i++) {
        lower[i] = scale.back(mean[i] - z * deviation[i]);
        upper[i] = scale.back(mean[i] + z * deviation[i]);
      }
      bands.add(new Band(level, lower, upper));
    }
    double[] centre = new double[horizon];
    for (int i = 0; i < horizon; i++) {
      centre[i] = scale.back(mean[i]);
    }
    return new Forecast(centre, bands);
  }
}
