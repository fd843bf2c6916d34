package io.mudbrick.automl;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far apart the times of a series are; {@code frequency} of Databricks AutoML. Immutable.
 *
 * @param every how many units, at least 1
 */
public record Frequency(Unit unit, int every) {
  private static final Pattern TEXT = Pattern.compile("(\\d{0,6})\\s*([A-Za-z]+)");
  private static final Map<String, Unit> ALIASES = new LinkedHashMap<>();
  private static final Map<String, Unit> GRANULARITIES =
      Map.of(
          "hourly", Unit.HOUR,
          "daily", Unit.DAY,
          "weekly", Unit.WEEK,
          "monthly", Unit.MONTH,
          "quarterly", Unit.QUARTER,
          "yearly", Unit.YEAR);

  /** The units of time. */
  public enum Unit {
    SECOND("S", ChronoUnit.SECONDS, 1),
    MINUTE("min", ChronoUnit.MINUTES, 1),
    HOUR("H", ChronoUnit.HOURS, 1),
    DAY("D", ChronoUnit.DAYS, 1),
    WEEK("W", ChronoUnit.WEEKS, 1),
    MONTH("M", ChronoUnit.MONTHS, 1),
    QUARTER("Q", ChronoUnit.MONTHS, 3),
    YEAR("Y", ChronoUnit.YEARS, 1);

    private final String alias;
    private final ChronoUnit step;
    private final int steps;

    Unit(String alias, ChronoUnit step, int steps) {
      this.alias = alias;
      this.step = step;
      this.steps = steps;
    }

    /** The unit of the calendar behind it. */
    public ChronoUnit step() {
      return step;
    }

    /** How many of those it has. */
    public int steps() {
      return steps;
    }
  }

  static {
    alias(Unit.SECOND, "S", "s", "sec", "second", "seconds");
    // a small m is a minute, a large one a month
    alias(Unit.MINUTE, "min", "m", "T", "minute", "minutes");
    alias(Unit.HOUR, "H", "h", "hr", "hour", "hours");
    alias(Unit.DAY, "D", "d", "day", "days");
    alias(Unit.WEEK, "W", "w", "week", "weeks");
    alias(Unit.MONTH, "M", "MS", "ME", "month", "months");
    alias(Unit.QUARTER, "Q", "QS", "QE", "quarter", "quarters");
    alias(Unit.YEAR, "Y", "YS", "YE", "A", "AS", "year", "years");
  }

  private static void alias(Unit unit, String... names) {
    for (String name : names) {
      ALIASES.put(name, unit);
    }
  }

  public Frequency {
    if (every < 1) {
      throw ForecastErrors.unknownFrequency(every + unit.alias);
    }
  }

  /**
   * Reads what {@code frequency} takes ({@code D}, {@code h}, {@code 15min}, {@code MS}; {@code m}
   * is a minute and {@code M} a month), and {@code forecast_granularity} of the REST API ({@code
   * Daily}, {@code 5 minutes}).
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for anything else
   */
  public static Frequency of(String text) {
    Unit granularity = GRANULARITIES.get(text.strip().toLowerCase(Locale.ROOT));
    if (granularity != null) {
      return new Frequency(granularity, 1);
    }
    Matcher matcher = TEXT.matcher(text.strip());
    @Nullable Unit unit = matcher.matches() ? ALIASES.get(matcher.group(2)) : null;
    if (unit == null) {
      throw ForecastErrors.unknownFrequency(text);
    }
    return new Frequency(unit, matcher.group(1).isEmpty() ? 1 : Integer.parseInt(matcher.group(1)));
  }

  /** The shortest text that {@link #of} reads. */
  @Override
  public String toString() {
    return every == 1 ? unit.alias : every + unit.alias;
  }
}
