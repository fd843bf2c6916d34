package io.mudbrick.automl.internal.forecast.model;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What trees look at to forecast a value some steps ahead: its calendar, and the past of the series
 * relative to its present level, so that series of all sizes share one model.
 *
 * @param horizon the most steps ahead
 * @param window over how many values the level is taken
 * @param periods the seasons in steps, shortest first
 * @param covariates how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record LagFeatures(int horizon, int window, int[] periods, int covariates) {
  private static final int RECENT = 6;
  private static final int SEASONS = 3;
  private static final int LONGEST = 400;
  private static final int PLAIN_WINDOW = 8;

  /** For series whose median length is given. */
  static LagFeatures of(Timeline timeline, int horizon, int length, int covariates) {
    int[] periods =
        Arrays.stream(timeline.periods())
            .mapToInt(period -> (int) Math.round(period))
            .filter(period -> period <= Math.min(LONGEST, length / 4))
            .toArray();
    int window = periods.length == 0 ? PLAIN_WINDOW : periods[0];
    return new LagFeatures(horizon, window, periods, covariates);
  }

  /** How much of the past they need, at most. */
  int reach() {
    int longest = periods.length == 0 ? 1 : periods[periods.length - 1];
    return Math.max(2 * window + 1, SEASONS * longest + 1);
  }

  /** How many values must be known for a row to be worth learning from. */
  int least() {
    return window + 1;
  }

  List<String> names() {
    List<String> names = new ArrayList<>(List.of("ahead", "month", "weekday", "day", "hour"));
    for (int lag = 0; lag < RECENT; lag++) {
      names.add("lag_" + lag);
    }
    names.add("mean_3");
    names.add("growth");
    for (int period : periods) {
      for (int k = 1; k <= SEASONS; k++) {
        names.add("season_" + period + "_" + k);
      }
    }
    for (int c = 0; c < covariates; c++) {
      names.add("covariate_" + c);
    }
    return names;
  }

  /** The mean of the last values. */
  double level(double[] z, int last) {
    int from = Math.max(0, last - window + 1);
    double sum = 0;
    for (int i = from; i <= last; i++) {
      sum += z[i];
    }
    return sum / (last - from + 1);
  }

  /**
   * Writes a row.
   *
   * @param z the past; what lies before its start is missing
   * @param last the place of the last known value
   * @param time of the value to forecast
   * @param unit of the series
   * @param known the covariates at that time
   */
  void fill(
      float[] row,
      int start,
      double[] z,
      int last,
      int ahead,
      LocalDateTime time,
      double unit,
      double[] known) {
    double level = level(z, last);
    int at = start;
    row[at++] = ahead;
    row[at++] = time.getMonthValue();
    row[at++] = time.getDayOfWeek().getValue();
    row[at++] = time.getDayOfMonth();
    row[at++] = time.getHour() + time.getMinute() / 60f;
    for (int lag = 0; lag < RECENT; lag++) {
      row[at++] = relative(z, last - lag, level, unit);
    }
    double three = 0;
    for (int i = 0; i < 3; i++) {
      three += z[Math.max(0, last - i)] / 3;
    }
    row[at++] = (float) ((three - level) / unit);
    row[at++] = last - window < 0 ? Float.NaN : (float) ((level - level(z, last - window)) / unit);
    for (int period : periods) {
      int back = period * ((ahead + period - 1) / period);
      for (int k = 0; k < SEASONS; k++) {
        row[at++] = relative(z, last + ahead - back - k * period, level, unit);
      }
    }
    for (int c = 0; c < covariates; c++) {
      row[at++] = (float) known[c];
    }
  }

  private static float relative(double[] z, int place, double level, double unit) {
    return place < 0 ? Float.NaN : (float) ((z[place] - level) / unit);
  }
}
