package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.platform.model.FeatureModel;
import java.util.Arrays;
import java.util.List;

/**
 * One series' part in a global model: its recent past.
 *
 * @param tail the last values on the scale
 * @param unit what the trees' numbers are counted in
 * @param deviations of the errors in units, a step ahead each
 * @param next the times from the first forecast on
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record FittedTrees(
    SharedTrees trees,
    LagFeatures features,
    Scale scale,
    double[] tail,
    double unit,
    double[] deviations,
    SavedTimeline next)
    implements FittedForecaster {
  @Override
  public Forecast forecast(Outlook outlook) {
    int horizon = outlook.horizon();
    Timeline timeline = next.timeline();
    double[] z = Arrays.copyOf(tail, tail.length + horizon);
    double[] mean = new double[horizon];
    double[] deviation = new double[horizon];
    FeatureModel.Evaluator evaluator = trees.model().evaluator();
    float[] row = new float[features.names().size()];
    double[] answer = new double[1];
    for (int i = 0; i < horizon; i++) {
      // Beyond the horizon that the trees know they go on from their own forecasts.
      int block = i / features.horizon();
      int ahead = i % features.horizon() + 1;
      int last = tail.length - 1 + block * features.horizon();
      double[] covariates = at(outlook.covariates(), i);
      features.fill(row, 0, z, last, ahead, timeline.time(i), unit, covariates);
      evaluator.predict(row, 0, answer);
      mean[i] = features.level(z, last) + unit * answer[0];
      z[tail.length + i] = mean[i];
      deviation[i] = unit * deviations[ahead - 1] * Math.sqrt(block + 1.0);
    }
    return Forecast.normal(scale, mean, deviation, outlook.levels());
  }

  static double[] at(List<double[]> columns, int index) {
    return columns.stream().mapToDouble(column -> column[index]).toArray();
  }
}
