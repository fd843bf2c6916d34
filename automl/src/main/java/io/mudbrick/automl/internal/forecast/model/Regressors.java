package io.mudbrick.automl.internal.forecast.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that explain a series beside its own past: its covariates, and for months and
 * quarters the working days.
 */
final class Regressors {
  private Regressors() {}

  /**
   * How many days from Monday to Friday a month has, against what its weekends would make of it.
   */
  static double[] workingDays(Timeline timeline, int from, int count) {
    double[] days = new double[count];
    for (int i = 0; i < count; i++) {
      LocalDate day = timeline.time(from + i).toLocalDate().withDayOfMonth(1);
      LocalDate end = timeline.time(from + i + 1).toLocalDate().withDayOfMonth(1);
      for (; day.isBefore(end); day = day.plusDays(1)) {
        boolean weekend =
            day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        days[i] += weekend ? -2.5 : 1;
      }
    }
    return days;
  }

  static boolean hasWorkingDays(Timeline timeline) {
    return timeline.step() == Step.MONTH || timeline.step() == Step.QUARTER;
  }

  static List<double[]> of(Series series, boolean workingDays) {
    List<double[]> columns = new ArrayList<>(series.covariates());
    if (workingDays) {
      columns.add(workingDays(series.timeline(), 0, series.length()));
    }
    return columns;
  }
}
