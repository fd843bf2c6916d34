package io.mudbrick.platform.sql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of a result, by column number from 1. The {@code nullable} forms allow SQL NULL. */
public interface Row {
  String string(int column);

  @Nullable String nullableString(int column);

  long number(int column);

  @Nullable Long nullableNumber(int column);

  double real(int column);

  @Nullable Double nullableReal(int column);

  boolean flag(int column);

  byte[] bytes(int column);

  byte @Nullable [] nullableBytes(int column);

  /** An instant kept as epoch milliseconds. */
  default Instant instant(int column) {
    return Instant.ofEpochMilli(number(column));
  }

  default @Nullable Instant nullableInstant(int column) {
    Long millis = nullableNumber(column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
