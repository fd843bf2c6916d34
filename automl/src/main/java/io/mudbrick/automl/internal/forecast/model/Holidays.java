package io.mudbrick.automl.internal.forecast.model;

import java.time.LocalDate;
import java.util.List;

/** A calendar of holidays. Always answers the same for a date. */
public interface Holidays {
  /** No country's. */
  Holidays NONE = date -> List.of();

  /** The names of what is celebrated on the date; none for an ordinary day. */
  List<String> on(LocalDate date);
}
