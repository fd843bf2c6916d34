package io.mudbrick.platform.model;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * How the times of a series go on: every so many seconds, minutes, hours, days, weeks, months or
 * years. Immutable.
 *
 * @param unit of those
 * @param every at least 1
 */
public record Pace(ChronoUnit unit, int every) {
  private static final int WEEK = 7;
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int YEAR = 12;

  /**
   * The step into which a time falls, counted from the start: 0 for the start's own second, day,
   * month; negative for what is before it.
   */
  public long steps(LocalDateTime start, LocalDateTime time) {
    long units =
        unit == ChronoUnit.WEEKS
            ? Math.floorDiv(
                time.toLocalDate().toEpochDay() - start.toLocalDate().toEpochDay(), WEEK)
            : index(time) - index(start);
    return Math.floorDiv(units, every);
  }

  /** The time of a step: on the last day of its month when the start is on one. */
  public LocalDateTime after(LocalDateTime start, long steps) {
    LocalDateTime time = start.plus(steps * every, unit);
    boolean last =
        (unit == ChronoUnit.MONTHS || unit == ChronoUnit.YEARS) && isLast(start.toLocalDate());
    return last ? time.withDayOfMonth(time.toLocalDate().lengthOfMonth()) : time;
  }

  private static boolean isLast(LocalDate date) {
    return date.getDayOfMonth() == date.lengthOfMonth();
  }

  private long index(LocalDateTime time) {
    long seconds = time.toEpochSecond(ZoneOffset.UTC);
    return switch (unit) {
      case SECONDS -> seconds;
      case MINUTES -> Math.floorDiv(seconds, MINUTE);
      case HOURS -> Math.floorDiv(seconds, HOUR);
      case DAYS -> time.toLocalDate().toEpochDay();
      case MONTHS -> time.getYear() * (long) YEAR + time.getMonthValue();
      case YEARS -> time.getYear();
      default -> throw new IllegalArgumentException("No pace: " + unit);
    };
  }
}
