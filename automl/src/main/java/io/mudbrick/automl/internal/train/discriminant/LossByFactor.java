package io.mudbrick.automl.internal.train.discriminant;

/** The log loss of rows by the factor of their scores. */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record LossByFactor(int classes, float[] truth, float[] weights) {
  /** The loss at a factor, and how it changes there. */
  record Point(double value, double slope, double curvature) {}

  Point at(double[] scores, double factor) {
    double value = 0;
    double slope = 0;
    double curvature = 0;
    int outputs = classes > 2 ? classes : 1;
    double[] own = new double[classes];
    for (int row = 0; row < truth.length; row++) {
      double most = 0;
      for (int k = 0; k < classes; k++) {
        // Of two classes the first has the score 0.
        own[k] = outputs > 1 ? scores[row * outputs + k] : k == 0 ? 0 : scores[row];
        most = k == 0 ? own[k] : Math.max(most, own[k]);
      }
      double sum = 0;
      double mean = 0;
      double squares = 0;
      for (int k = 0; k < classes; k++) {
        double off = own[k] - most;
        double power = Math.exp(factor * off);
        sum += power;
        mean += power * off;
        squares += power * off * off;
      }
      mean /= sum;
      double off = own[(int) truth[row]] - most;
      value += weights[row] * (Math.log(sum) - factor * off);
      slope += weights[row] * (mean - off);
      curvature += weights[row] * (squares / sum - mean * mean);
    }
    return new Point(value, slope, curvature);
  }
}
