package io.mudbrick.catalog.delta;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A table with a column of every type, and rows with the values at their ends. */
final class AllTypes {
  static final Schema SCHEMA =
      Schema.builder()
          .column("flag", ColumnType.BOOLEAN)
          .column("tiny", ColumnType.BYTE)
          .column("small", ColumnType.SHORT)
          .column("whole", ColumnType.INT)
          .column("big", ColumnType.LONG)
          .column("single", ColumnType.FLOAT)
          .column("real", ColumnType.DOUBLE)
          .column("text", ColumnType.STRING)
          .column("bytes", ColumnType.BINARY)
          .column("day", ColumnType.DATE)
          .column("at", ColumnType.TIMESTAMP)
          .column("price", ColumnType.decimal(7, 2))
          .column("amount", ColumnType.decimal(18, 4))
          .column("huge", ColumnType.decimal(38, 10))
          .build();

  static final List<Row> ROWS =
      List.of(
          Row.of(
              SCHEMA,
              true,
              (byte) -7,
              (short) 300,
              70_000,
              5_000_000_000L,
              1.5f,
              0.1,
              "häuser 🏠",
              new byte[] {0, -1, 2},
              LocalDate.of(1969, 7, 20),
              Instant.parse("1969-07-20T20:17:40.123456Z"),
              new BigDecimal("-12345.67"),
              new BigDecimal("99999999999999.9999"),
              new BigDecimal("-1234567890123456789012345678.0123456789")),
          Row.of(SCHEMA, new Object[14]),
          Row.of(
              SCHEMA,
              false,
              Byte.MIN_VALUE,
              Short.MAX_VALUE,
              Integer.MIN_VALUE,
              Long.MAX_VALUE,
              Float.NaN,
              Double.NEGATIVE_INFINITY,
              "",
              new byte[0],
              LocalDate.of(9999, 12, 31),
              Instant.parse("2026-11-22T00:00:00Z"),
              BigDecimal.ZERO,
              BigDecimal.ONE,
              BigDecimal.TEN));

  private AllTypes() {}
}
