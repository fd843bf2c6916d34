package io.mudbrick.automl.internal.forecast.model;

/**
 * Where the dynamic theta model stands after so many values: the smoothed level, and the line
 * through all values so far.
 *
 * @param count how many values went in
 * @param average of all values
 * @param slope of the line through all values
 */
record ThetaState(
    double alpha, double theta, int count, double level, double average, double slope) {

  static ThetaState start(double alpha, double theta, double level) {
    return new ThetaState(alpha, theta, 0, level, 0, 0);
  }

  /** The next value. */
  double expected() {
    double intercept = average - (count + 1) / 2.0 * slope;
    double left = Math.pow(1 - alpha, count);
    return level + (1 - 1 / theta) * (left * intercept + (1 - left * (1 - alpha)) / alpha * slope);
  }

  ThetaState after(double value) {
    int t = count + 1;
    double next = t == 1 ? 0 : ((t - 2) * slope + 6.0 / t * (value - average)) / (t + 1);
    return new ThetaState(
        alpha,
        theta,
        t,
        alpha * value + (1 - alpha) * level,
        ((t - 1) * average + value) / t,
        next);
  }
}
