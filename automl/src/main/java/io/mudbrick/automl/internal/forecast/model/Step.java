package io.mudbrick.automl.internal.forecast.model;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** The unit in which the times of a series go on, and the seasons that such series may have. */
public enum Step {
  SECOND(ChronoUnit.SECONDS, 1, 60, 60, 3600),
  MINUTE(ChronoUnit.MINUTES, 1, 60, 60, 1440),
  HOUR(ChronoUnit.HOURS, 1, 24, 24, 168),
  DAY(ChronoUnit.DAYS, 1, 7, 7, 365.25),
  WEEK(ChronoUnit.WEEKS, 1, 52, 365.25 / 7),
  MONTH(ChronoUnit.MONTHS, 1, 12, 12),
  QUARTER(ChronoUnit.MONTHS, 3, 4, 4),
  YEAR(ChronoUnit.YEARS, 1, 1);

  private final ChronoUnit unit;
  private final int units;
  private final int season;
  private final double[] periods;

  Step(ChronoUnit unit, int units, int season, double... periods) {
    this.unit = unit;
    this.units = units;
    this.season = season;
    this.periods = periods;
  }

  /**
   * Counted from the start and not from the step before, so that a series that starts on the 31st
   * ends every month on its last day.
   */
  LocalDateTime after(LocalDateTime start, long steps) {
    return start.plus(steps * units, unit);
  }

  int season() {
    return season;
  }

  double[] periods() {
    return periods.clone();
  }
}
