package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.Frequency;
import io.mudbrick.automl.internal.forecast.Observations.Observation;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** From where steps are counted: the first time of all, without what is smaller than a step. */
final class Anchors {
  private Anchors() {}

  static LocalDateTime of(Observations observations, Frequency.Unit unit) {
    List<LocalDateTime> times =
        observations.series().values().stream()
            .flatMap(List::stream)
            .map(Observation::time)
            .toList();
    LocalDateTime first = times.stream().min(Comparator.naturalOrder()).orElseThrow();
    return switch (unit) {
      case SECOND -> first.truncatedTo(ChronoUnit.SECONDS);
      case MINUTE -> first.truncatedTo(ChronoUnit.MINUTES);
      case HOUR -> first.truncatedTo(ChronoUnit.HOURS);
      case DAY, WEEK -> first.truncatedTo(ChronoUnit.DAYS);
      case MONTH, QUARTER -> day(first, times);
      case YEAR -> {
        LocalDateTime day = day(first, times);
        boolean same = all(times, time -> time.getMonth() == first.getMonth());
        yield same ? day : day.withDayOfMonth(1).withMonth(1);
      }
    };
  }

  /** Data of month ends keeps them, data of another day of the month that. */
  private static LocalDateTime day(LocalDateTime first, List<LocalDateTime> times) {
    LocalDateTime day = first.truncatedTo(ChronoUnit.DAYS);
    boolean ends = all(times, time -> time.getDayOfMonth() == time.toLocalDate().lengthOfMonth());
    boolean same = all(times, time -> time.getDayOfMonth() == first.getDayOfMonth());
    return ends || same ? day : day.withDayOfMonth(1);
  }

  private static boolean all(List<LocalDateTime> times, Predicate<LocalDateTime> condition) {
    return times.stream().allMatch(condition);
  }
}
