package io.mudbrick.automl.internal.calendar;

import io.mudbrick.automl.ForecastErrors;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The public holidays of a country, those of all its regions only. Thread-safe. */
public final class PublicHolidays {
  private final HolidayRules rules;
  private final Map<Integer, Map<LocalDate, List<String>>> years = new ConcurrentHashMap<>();

  private PublicHolidays(HolidayRules rules) {
    this.rules = rules;
  }

  /**
   * The holidays of a country.
   *
   * @param country two letters, such as {@code US}
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for a country whose
   *     holidays are not known
   */
  public static PublicHolidays of(String country) {
    String code = country.toUpperCase(Locale.ROOT);
    if (!HolidayRules.countries().contains(code)) {
      throw ForecastErrors.unknownCountry(country, HolidayRules.countries());
    }
    return new PublicHolidays(HolidayRules.of(code));
  }

  /** What is celebrated on the date, in English; nothing on an ordinary day. */
  public List<String> on(LocalDate date) {
    return years.computeIfAbsent(date.getYear(), rules::year).getOrDefault(date, List.of());
  }

  /** All holidays of these years, rising. */
  public List<LocalDate> between(int firstYear, int lastYear) {
    return IntStream.rangeClosed(firstYear, lastYear)
        .boxed()
        .flatMap(year -> rules.year(year).keySet().stream())
        .toList();
  }
}
