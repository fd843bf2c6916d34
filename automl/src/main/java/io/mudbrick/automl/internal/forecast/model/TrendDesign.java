package io.mudbrick.automl.internal.forecast.model;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a trend model's columns are: a line, its bends, waves, working days, holidays, covariates.
 *
 * @param origin the times of the series
 * @param length of the series: the unit of time
 * @param bends after how many values the slope may change
 * @param waves how many values each wave takes; a sine and a cosine each
 * @param holidays by name
 * @param workingDays whether the months' working days count
 * @param means of the covariates
 * @param deviations of the covariates
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record TrendDesign(
    SavedTimeline origin,
    int length,
    int[] bends,
    double[] waves,
    List<String> holidays,
    boolean workingDays,
    double[] means,
    double[] deviations) {
  private static final int MOST_BENDS = 25;
  private static final double[] HARMONICS = {3, 6, 8, 10};

  TrendDesign {
    holidays = List.copyOf(holidays);
  }

  static TrendDesign of(Series series, Holidays holidays, boolean workingDays) {
    int n = series.length();
    int reach = (int) (0.9 * n);
    int[] bends = new int[Math.max(0, Math.min(MOST_BENDS, reach / 4 - 1))];
    for (int i = 0; i < bends.length; i++) {
      bends[i] = (int) ((i + 1.0) * reach / (bends.length + 1));
    }
    double[] means = new double[series.covariates().size()];
    double[] deviations = new double[means.length];
    for (int c = 0; c < means.length; c++) {
      means[c] = Stats.mean(series.covariates().get(c));
      deviations[c] = Math.sqrt(Stats.variance(series.covariates().get(c)));
    }
    return new TrendDesign(
        SavedTimeline.of(series.timeline()),
        n,
        bends,
        waves(series),
        names(series, holidays),
        workingDays,
        means,
        deviations);
  }

  /** Of each period that the series shows twice; many for long periods, all for short ones. */
  private static double[] waves(Series series) {
    List<Double> waves = new ArrayList<>();
    for (double period : series.timeline().periods()) {
      if (series.length() < 2 * period) {
        continue;
      }
      double most = period < 10 ? HARMONICS[0] : period < 13 ? HARMONICS[1] : HARMONICS[2];
      most = period > 100 ? HARMONICS[3] : most;
      for (int k = 1; k <= Math.min(most, Math.floor(period / 2)); k++) {
        waves.add(period / k);
      }
    }
    return waves.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The holidays that come back: what was seen once cannot be told from chance. */
  private static List<String> names(Series series, Holidays holidays) {
    Map<String, Integer> seen = new TreeMap<>();
    if (brief(series.timeline().step())) {
      for (int i = 0; i < series.length(); i++) {
        for (String name : celebrated(series.timeline(), i, holidays)) {
          seen.merge(name, 1, Integer::sum);
        }
      }
    }
    seen.values().removeIf(times -> times < 2);
    return List.copyOf(seen.keySet());
  }

  /** Longer steps hold the same holidays every time. */
  private static boolean brief(Step step) {
    return step.compareTo(Step.WEEK) <= 0;
  }

  private static List<String> celebrated(Timeline timeline, int index, Holidays holidays) {
    LocalDateTime from = timeline.time(index);
    LocalDate last = timeline.time(index + 1).minusNanos(1).toLocalDate();
    List<String> names = new ArrayList<>();
    for (LocalDate day = from.toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
      names.addAll(holidays.on(day));
    }
    return names;
  }

  int width() {
    return 2
        + bends.length
        + 2 * waves.length
        + (workingDays ? 1 : 0)
        + holidays.size()
        + means.length;
  }

  /** How strongly each coefficient is held back: the line not at all. */
  double[] penalties(double ofBends, double ofWaves, double ofRest) {
    double[] penalties = new double[width()];
    for (int i = 2; i < penalties.length; i++) {
      boolean bend = i < 2 + bends.length;
      boolean wave = i < 2 + bends.length + 2 * waves.length;
      penalties[i] = bend ? ofBends : wave ? ofWaves : ofRest;
    }
    return penalties;
  }

  /**
   * The columns at consecutive times.
   *
   * @param from the first, counted from the start of the series
   * @param covariates with a number for each of the times
   */
  double[][] rows(int from, int count, Holidays calendar, List<double[]> covariates) {
    Timeline timeline = origin.timeline();
    double[] days = workingDays ? Regressors.workingDays(timeline, from, count) : new double[count];
    double[][] rows = new double[count][width()];
    for (int i = 0; i < count; i++) {
      int index = from + i;
      double[] row = rows[i];
      int at = 0;
      row[at++] = 1;
      row[at++] = (double) index / length;
      for (int bend : bends) {
        row[at++] = Math.max(0, (double) (index - bend) / length);
      }
      for (double wave : waves) {
        double angle = 2 * Math.PI * index / wave;
        row[at++] = Math.sin(angle);
        row[at++] = Math.cos(angle);
      }
      if (workingDays) {
        row[at++] = days[i];
      }
      if (!holidays.isEmpty()) {
        List<String> today = celebrated(timeline, index, calendar);
        for (String name : holidays) {
          row[at++] = today.contains(name) ? 1 : 0;
        }
      }
      for (int c = 0; c < means.length; c++) {
        row[at++] = (covariates.get(c)[i] - means[c]) / (deviations[c] == 0 ? 1 : deviations[c]);
      }
    }
    return rows;
  }
}
