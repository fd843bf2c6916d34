package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.internal.forecast.model.Holidays;
import org.jspecify.annotations.Nullable;

/** Holidays by country. */
public final class Calendars {
  private Calendars() {}

  /** Of that country; none when it is null. */
  public static Holidays of(@Nullable String country) {
    return Holidays.NONE;
  }
}
