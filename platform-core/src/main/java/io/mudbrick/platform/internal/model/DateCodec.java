package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import io.mudbrick.platform.model.ColumnEncoder.DatePart;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dates taken apart. */
public final class DateCodec extends ColumnCodec {
  private static final double DAY_SECONDS = 86_400;

  private final DatePart[] parts;
  private final NumberCodecs.Scale[] scales;
  private final Set<LocalDate> holidays;

  DateCodec(String column, ColumnEncoder.DateParts encoder) {
    super(names(column, encoder));
    this.parts = encoder.parts().stream().map(ColumnEncoder.Part::part).toArray(DatePart[]::new);
    this.scales =
        encoder.parts().stream()
            .map(part -> new NumberCodecs.Scale(part.numeric()))
            .toArray(NumberCodecs.Scale[]::new);
    this.holidays = new HashSet<>(encoder.holidays());
  }

  private static List<String> names(String column, ColumnEncoder.DateParts encoder) {
    List<String> names = new ArrayList<>();
    for (ColumnEncoder.Part part : encoder.parts()) {
      String own = column + "." + part.part().name().toLowerCase(Locale.ROOT);
      names.addAll(NumberCodecs.names(own, part.numeric()));
    }
    return names;
  }

  @Override
  public void encode(Column column, int row, float[] out, int at) {
    ZonedDateTime time = time(column.value(row));
    int position = at;
    for (int i = 0; i < parts.length; i++) {
      scales[i].put(time == null ? Double.NaN : read(parts[i], time, holidays), out, position);
      position += scales[i].width();
    }
  }

  /** The numbers of a date part down a column; NaN where there is no date. */
  public static double[] read(DatePart part, Column column, List<LocalDate> holidays) {
    Set<LocalDate> days = new HashSet<>(holidays);
    double[] numbers = new double[column.size()];
    for (int i = 0; i < numbers.length; i++) {
      ZonedDateTime time = time(column.value(i));
      numbers[i] = time == null ? Double.NaN : read(part, time, days);
    }
    return numbers;
  }

  private static @Nullable ZonedDateTime time(@Nullable Object value) {
    return value == null ? null : Dates.instant(value).atZone(ZoneOffset.UTC);
  }

  private static double read(DatePart part, ZonedDateTime time, Set<LocalDate> holidays) {
    return switch (part) {
      case YEAR -> time.getYear();
      case MONTH -> time.getMonthValue();
      case DAY -> time.getDayOfMonth();
      case DAY_OF_WEEK -> time.getDayOfWeek().getValue();
      case HOUR -> time.getHour();
      case EPOCH_DAY -> time.toLocalDate().toEpochDay();
      case EPOCH_SECOND -> time.toEpochSecond() + time.getNano() / 1e9;
      case DAY_OF_YEAR -> time.getDayOfYear();
      case WEEKEND -> time.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 1 : 0;
      case HOLIDAY -> holidays.contains(time.toLocalDate()) ? 1 : 0;
      case DAY_SIN -> sin(dayShare(time));
      case DAY_COS -> cos(dayShare(time));
      case WEEK_SIN -> sin(weekShare(time));
      case WEEK_COS -> cos(weekShare(time));
      case MONTH_SIN -> sin(monthShare(time));
      case MONTH_COS -> cos(monthShare(time));
      case YEAR_SIN -> sin(yearShare(time));
      case YEAR_COS -> cos(yearShare(time));
    };
  }

  private static double dayShare(ZonedDateTime time) {
    return time.toLocalTime().toSecondOfDay() / DAY_SECONDS;
  }

  private static double weekShare(ZonedDateTime time) {
    return (time.getDayOfWeek().getValue() - 1 + dayShare(time)) / 7;
  }

  private static double monthShare(ZonedDateTime time) {
    return (time.getDayOfMonth() - 1 + dayShare(time)) / time.toLocalDate().lengthOfMonth();
  }

  private static double yearShare(ZonedDateTime time) {
    return (time.getDayOfYear() - 1 + dayShare(time)) / time.toLocalDate().lengthOfYear();
  }

  /** Strictly the same on every machine, as all that a preparation computes. */
  private static double sin(double share) {
    return StrictMath.sin(2 * Math.PI * share);
  }

  private static double cos(double share) {
    return StrictMath.cos(2 * Math.PI * share);
  }
}
