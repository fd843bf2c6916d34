package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.internal.calendar.PublicHolidays;
import io.mudbrick.automl.internal.forecast.model.Holidays;
import org.jspecify.annotations.Nullable;

/** Holidays by country. */
public final class Calendars {
  private Calendars() {}

  /**
   * Of that country; none when it is null.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it is not known
   */
  public static Holidays of(@Nullable String country) {
    return country == null ? Holidays.NONE : PublicHolidays.of(country)::on;
  }
}
