package io.mudbrick.automl.internal.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The public holidays that a whole country keeps by law, as rules. A rule is a date ({@code
 * 07-04}), a weekday of a month ({@code 11:THU:4}, the last one {@code -1}), the last such day up
 * to a date ({@code 05-24:MON:<}) or so many days from Easter ({@code E-2}); {@code @2021} says
 * since when.
 */
final class HolidayRules {
  private static final Map<String, String> BY_COUNTRY =
      Map.ofEntries(
          Map.entry(
              "US",
              "nearest;01-01 New Year's Day;01:MON:3@1986 Martin Luther King Jr. Day;"
                  + "02:MON:3 Washington's Birthday;05:MON:-1 Memorial Day;"
                  + "06-19@2021 Juneteenth;07-04 Independence Day;09:MON:1 Labor Day;"
                  + "10:MON:2 Columbus Day;11-11 Veterans Day;11:THU:4 Thanksgiving Day;"
                  + "12-25 Christmas Day"),
          Map.entry(
              "CA",
              "next;01-01 New Year's Day;E-2 Good Friday;05-24:MON:< Victoria Day;"
                  + "07-01 Canada Day;09:MON:1 Labour Day;"
                  + "09-30@2021 National Day for Truth and Reconciliation;"
                  + "10:MON:2 Thanksgiving Day;11-11 Remembrance Day;12-25 Christmas Day;"
                  + "12-26 Boxing Day"),
          Map.entry(
              "MX",
              "none;01-01 New Year's Day;02:MON:1 Constitution Day;03:MON:3 Benito Juárez's"
                  + " birthday;05-01 Labour Day;09-16 Independence Day;11:MON:3 Revolution"
                  + " Day;12-25 Christmas Day"),
          Map.entry(
              "BR",
              "none;01-01 New Year's Day;E-2 Good Friday;04-21 Tiradentes' Day;05-01 Labour Day;"
                  + "09-07 Independence Day;10-12 Our Lady of Aparecida;11-02 All Souls' Day;"
                  + "11-15 Republic Day;11-20@2024 Black Awareness Day;12-25 Christmas Day"),
          Map.entry(
              "GB",
              "next;01-01 New Year's Day;E-2 Good Friday;05:MON:1@1978 Early May Bank Holiday;"
                  + "05:MON:-1 Spring Bank Holiday;12-25 Christmas Day;12-26 Boxing Day"),
          Map.entry(
              "IE",
              "none;01-01 New Year's Day;02:MON:1@2023 Saint Brigid's Day;03-17 Saint Patrick's"
                  + " Day;E+1 Easter Monday;05:MON:1 May Day;06:MON:1 June Holiday;08:MON:1 August"
                  + " Holiday;10:MON:-1 October Holiday;12-25 Christmas Day;12-26 Saint Stephen's"
                  + " Day"),
          Map.entry(
              "FR",
              "none;01-01 New Year's Day;E+1 Easter Monday;05-01 Labour Day;05-08 Victory Day;"
                  + "E+39 Ascension Day;E+50 Whit Monday;07-14 Bastille Day;"
                  + "08-15 Assumption Day;11-01 All Saints' Day;11-11 Armistice Day;"
                  + "12-25 Christmas Day"),
          Map.entry(
              "DE",
              "none;01-01 New Year's Day;E-2 Good Friday;E+1 Easter Monday;05-01 Labour Day;"
                  + "E+39 Ascension Day;E+50 Whit Monday;10-03@1990 German Unity Day;"
                  + "12-25 Christmas Day;12-26 Second Day of Christmas"),
          Map.entry(
              "AT",
              "none;01-01 New Year's Day;01-06 Epiphany;E+1 Easter Monday;05-01 Labour Day;"
                  + "E+39 Ascension Day;E+50 Whit Monday;E+60 Corpus Christi;"
                  + "08-15 Assumption Day;10-26@1967 National Day;11-01 All Saints' Day;"
                  + "12-08 Immaculate Conception;12-25 Christmas Day;12-26 Saint Stephen's Day"),
          Map.entry(
              "CH",
              "none;01-01 New Year's Day;E+39 Ascension Day;08-01 National Day;12-25 Christmas"
                  + " Day"),
          Map.entry(
              "IT",
              "none;01-01 New Year's Day;01-06@1986 Epiphany;E+0 Easter Sunday;E+1 Easter Monday;"
                  + "04-25 Liberation Day;05-01 Labour Day;06-02 Republic Day;"
                  + "08-15 Assumption Day;11-01 All Saints' Day;12-08 Immaculate Conception;"
                  + "12-25 Christmas Day;12-26 Saint Stephen's Day"),
          Map.entry(
              "ES",
              "none;01-01 New Year's Day;01-06 Epiphany;E-2 Good Friday;05-01 Labour Day;"
                  + "08-15 Assumption Day;10-12 National Day;11-01 All Saints' Day;"
                  + "12-06 Constitution Day;12-08 Immaculate Conception;12-25 Christmas Day"),
          Map.entry(
              "PT",
              "none;01-01 New Year's Day;E-2 Good Friday;E+0 Easter Sunday;04-25 Freedom Day;"
                  + "05-01 Labour Day;E+60 Corpus Christi;06-10 Portugal Day;"
                  + "08-15 Assumption Day;10-05 Republic Day;11-01 All Saints' Day;"
                  + "12-01 Restoration of Independence;12-08 Immaculate Conception;"
                  + "12-25 Christmas Day"),
          Map.entry(
              "NL",
              "none;01-01 New Year's Day;E+0 Easter Sunday;E+1 Easter Monday;04-27@2014 King's Day;"
                  + "E+39 Ascension Day;E+49 Whit Sunday;E+50 Whit Monday;12-25 Christmas Day;"
                  + "12-26 Second Day of Christmas"),
          Map.entry(
              "BE",
              "none;01-01 New Year's Day;E+1 Easter Monday;05-01 Labour Day;E+39 Ascension Day;"
                  + "E+50 Whit Monday;07-21 National Day;08-15 Assumption Day;"
                  + "11-01 All Saints' Day;11-11 Armistice Day;12-25 Christmas Day"),
          Map.entry(
              "DK",
              "none;01-01 New Year's Day;E-3 Maundy Thursday;E-2 Good Friday;E+0 Easter Sunday;"
                  + "E+1 Easter Monday;E+39 Ascension Day;E+49 Whit Sunday;E+50 Whit Monday;"
                  + "12-25 Christmas Day;12-26 Second Day of Christmas"),
          Map.entry(
              "NO",
              "none;01-01 New Year's Day;E-3 Maundy Thursday;E-2 Good Friday;E+0 Easter Sunday;"
                  + "E+1 Easter Monday;05-01 Labour Day;05-17 Constitution Day;"
                  + "E+39 Ascension Day;E+49 Whit Sunday;E+50 Whit Monday;"
                  + "12-25 Christmas Day;12-26 Second Day of Christmas"),
          Map.entry(
              "SE",
              "none;01-01 New Year's Day;01-06 Epiphany;E-2 Good Friday;E+0 Easter Sunday;E+1"
                  + " Easter Monday;05-01 Labour Day;E+39 Ascension Day;E+49 Whit Sunday;06-06@2005"
                  + " National Day;06-26:SAT:< Midsummer Day;11-06:SAT:< All Saints' Day;12-25"
                  + " Christmas Day;12-26 Second Day of Christmas"),
          Map.entry(
              "FI",
              "none;01-01 New Year's Day;01-06 Epiphany;E-2 Good Friday;E+0 Easter Sunday;"
                  + "E+1 Easter Monday;05-01 May Day;E+39 Ascension Day;E+49 Whit Sunday;"
                  + "06-26:SAT:< Midsummer Day;11-06:SAT:< All Saints' Day;"
                  + "12-06 Independence Day;12-25 Christmas Day;12-26 Second Day of Christmas"),
          Map.entry(
              "PL",
              "none;01-01 New Year's Day;01-06@2011 Epiphany;E+0 Easter Sunday;E+1 Easter Monday;"
                  + "05-01 Labour Day;05-03 Constitution Day;E+49 Whit Sunday;"
                  + "E+60 Corpus Christi;08-15 Assumption Day;11-01 All Saints' Day;"
                  + "11-11 Independence Day;12-24@2025 Christmas Eve;12-25 Christmas Day;"
                  + "12-26 Second Day of Christmas"),
          Map.entry(
              "CZ",
              "none;01-01 New Year's Day;E-2@2016 Good Friday;E+1 Easter Monday;05-01 Labour Day;"
                  + "05-08 Victory Day;07-05 Saints Cyril and Methodius Day;07-06 Jan Hus Day;"
                  + "09-28 Statehood Day;10-28 Independence Day;"
                  + "11-17 Struggle for Freedom and Democracy Day;12-24 Christmas Eve;"
                  + "12-25 Christmas Day;12-26 Second Day of Christmas"),
          Map.entry(
              "AU",
              "next;01-01 New Year's Day;01-26 Australia Day;E-2 Good Friday;E+1 Easter Monday;"
                  + "04-25 Anzac Day;12-25 Christmas Day;12-26 Boxing Day"),
          Map.entry(
              "NZ",
              "next;01-01 New Year's Day;01-02 Day after New Year's Day;02-06 Waitangi Day;"
                  + "E-2 Good Friday;E+1 Easter Monday;04-25 Anzac Day;06:MON:1 Monarch's Birthday;"
                  + "10:MON:4 Labour Day;12-25 Christmas Day;12-26 Boxing Day"));

  /** What becomes of a fixed date that falls on a weekend. */
  private final String moves;

  private final List<String> rules;

  private HolidayRules(String text) {
    List<String> parts = List.of(text.split(";", -1));
    this.moves = parts.get(0);
    this.rules = parts.subList(1, parts.size());
  }

  static Set<String> countries() {
    return new TreeSet<>(BY_COUNTRY.keySet());
  }

  /**
   * @param country of {@link #countries}
   */
  static HolidayRules of(String country) {
    String text = BY_COUNTRY.get(country);
    if (text == null) {
      throw new IllegalArgumentException(country);
    }
    return new HolidayRules(text);
  }

  /** The holidays of a year and their names. */
  Map<LocalDate, List<String>> year(int year) {
    Map<LocalDate, List<String>> days = by(year);
    // A New Year's Day at a weekend may be kept in the year before.
    days.putAll(by(year + 1));
    days.keySet().removeIf(day -> day.getYear() != year);
    return days;
  }

  /** Those that the rules have for a year, wherever they are kept. */
  private Map<LocalDate, List<String>> by(int year) {
    Map<LocalDate, List<String>> days = new TreeMap<>();
    Map<LocalDate, String> atWeekends = new TreeMap<>();
    for (String rule : rules) {
      int space = rule.indexOf(' ');
      String[] when = rule.substring(0, space).split("@", -1);
      if (when.length > 1 && year < Integer.parseInt(when[1])) {
        continue;
      }
      LocalDate date = date(when[0], year);
      String name = rule.substring(space + 1);
      days.computeIfAbsent(date, any -> new ArrayList<>()).add(name);
      if (date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 && when[0].length() == 5) {
        atWeekends.put(date, name);
      }
    }
    atWeekends.forEach((date, name) -> move(days, date, name));
    return days;
  }

  /** Adds the working day on which a holiday at a weekend is kept. */
  private void move(Map<LocalDate, List<String>> days, LocalDate date, String name) {
    if (moves.equals("none")) {
      return;
    }
    LocalDate day = date;
    boolean back = moves.equals("nearest") && date.getDayOfWeek() == DayOfWeek.SATURDAY;
    do {
      day = day.plusDays(back ? -1 : 1);
    } while (days.containsKey(day) || day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0);
    days.put(day, new ArrayList<>(List.of(name + " (observed)")));
  }

  private static LocalDate date(String when, int year) {
    if (when.startsWith("E")) {
      return easter(year).plusDays(Integer.parseInt(when.substring(1)));
    }
    String[] parts = when.split(":", -1);
    if (parts.length == 1) {
      return date(year, when);
    }
    DayOfWeek weekday = weekday(parts[1]);
    if (parts[2].equals("<")) {
      return date(year, parts[0]).with(TemporalAdjusters.previousOrSame(weekday));
    }
    return LocalDate.of(year, Integer.parseInt(parts[0]), 1)
        .with(TemporalAdjusters.dayOfWeekInMonth(Integer.parseInt(parts[2]), weekday));
  }

  private static LocalDate date(int year, String monthAndDay) {
    return LocalDate.parse(String.format(Locale.ROOT, "%04d-%s", year, monthAndDay));
  }

  private static DayOfWeek weekday(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().startsWith(name)) {
        return day;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** Easter Sunday of the western churches, as Meeus, Jones and Butcher compute it. */
  static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return LocalDate.of(year, f / 31, f % 31 + 1);
  }
}
