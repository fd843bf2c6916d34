package io.mudbrick.automl.internal.forecast.model;

import java.util.Arrays;

/**
 * A series as a global model sees it: without working days, on the scale of its size.
 *
 * @param z the numbers on the scale
 * @param unit how much they change from season to season, on the whole
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record TreeSeries(Series series, WorkingDays days, Scale scale, double[] z, double unit) {

  static TreeSeries of(Series series, int horizon) {
    WorkingDays days = WorkingDays.of(series);
    double[] plain = days.counts() ? days.without(series) : series.values();
    Scale scale = Stats.positive(plain) ? Scale.LOG : Scale.LEVEL;
    double[] z = scale.to(plain);
    double unit = Math.sqrt(Stats.variance(z));
    return new TreeSeries(series, days, scale, z, unit > 0 ? unit : 1);
  }

  /**
   * A row for each pair of a past time and a step ahead, of which every so many are taken. Those
   * whose truth lies in the last horizon go to {@code late}, or to {@code newest} where they start
   * there, too: trees that saw these would know of the errors that they are judged by.
   */
  void rows(
      LagFeatures features,
      int every,
      GlobalTrees.Rows early,
      GlobalTrees.Rows late,
      GlobalTrees.Rows newest) {
    int n = z.length;
    int horizon = features.horizon();
    int width = features.names().size();
    int count = 0;
    for (int last = features.least() - 1; last < n - 1; last++) {
      for (int ahead = 1; ahead <= horizon && last + ahead < n; ahead++) {
        int target = last + ahead;
        boolean recent = target >= n - horizon;
        boolean honest = last < n - horizon;
        if (count++ % every != 0 && !(recent && honest)) {
          continue;
        }
        float[] row = new float[width];
        features.fill(
            row,
            0,
            z,
            last,
            ahead,
            series.timeline().time(target),
            unit,
            FittedTrees.at(series.covariates(), target));
        (recent ? honest ? late : newest : early)
            .add(row, (z[target] - features.level(z, last)) / unit);
      }
    }
  }

  FittedForecaster fitted(SharedTrees trees, LagFeatures features, double[] deviations) {
    SavedTimeline next = SavedTimeline.of(series.timeline().from(z.length));
    double[] tail = Arrays.copyOfRange(z, Math.max(0, z.length - features.reach()), z.length);
    if (tail.length == 0) {
      tail = new double[1];
    }
    FittedTrees fitted = new FittedTrees(trees, features, scale, tail, unit, deviations, next);
    return days.counts() ? new FittedAdjusted(fitted, days, next) : fitted;
  }
}
