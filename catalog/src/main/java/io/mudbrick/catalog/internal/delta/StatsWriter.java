package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the statistics of a data file for the log: number of rows, nulls, least and greatest
 * values. Engines skip files by them.
 */
final class StatsWriter {
  /**
   * As many columns, without structs but with their fields, as other engines keep statistics of.
   */
  private static final int INDEXED_COLUMNS = 32;

  private static final int PREFIX = 32;
  private static final long MICROS_PER_MILLI = 1000;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ObjectNode min;
  private final ObjectNode max;
  private final ObjectNode nulls;
  private int left;

  private StatsWriter(ObjectNode stats) {
    this.min = stats.putObject("minValues");
    this.max = stats.putObject("maxValues");
    this.nulls = stats.putObject("nullCount");
    this.left = INDEXED_COLUMNS;
  }

  private StatsWriter(StatsWriter outer, String struct) {
    this.min = outer.min.putObject(struct);
    this.max = outer.max.putObject(struct);
    this.nulls = outer.nulls.putObject(struct);
    this.left = outer.left;
  }

  static String of(ColumnBatch batch) {
    ObjectNode stats = Json.MAPPER.createObjectNode();
    stats.put("numRecords", batch.size());
    new StatsWriter(stats).add(batch);
    return stats.toString();
  }

  /** The columns of a batch, and below a struct its fields, until enough are indexed. */
  private void add(ColumnBatch batch) {
    for (int i = 0; i < batch.schema().size() && left > 0; i++) {
      Column column = batch.schema().column(i);
      ColumnVector values = batch.column(i);
      if (column.type() instanceof ColumnType.StructOf struct) {
        StatsWriter within = new StatsWriter(this, column.name());
        within.add(fields(struct.fields(), values));
        left = within.left;
      } else {
        nulls.put(column.name(), values.nullCount());
        range(column, values, min, max);
        left--;
      }
    }
  }

  /** The fields of a column of structs as columns; a null struct has null fields. */
  private static ColumnBatch fields(Schema schema, ColumnVector structs) {
    List<Row> rows = new ArrayList<>(structs.size());
    Schema nullable = schema.nullable();
    @Nullable Object[] values = structs.nested();
    Row empty = Row.trusted(nullable, new @Nullable Object[schema.size()]);
    for (int i = 0; i < structs.size(); i++) {
      rows.add(
          structs.isNull(i)
              ? empty
              : Row.trusted(
                  nullable, ((Row) Objects.requireNonNull(values[i])).values().toArray()));
    }
    return ColumnBatch.ofRows(nullable, rows);
  }

  private static void range(Column column, ColumnVector values, ObjectNode min, ObjectNode max) {
    String name = column.name();
    switch (values.type().storage()) {
      case INTS -> ints(column, values, min, max);
      case LONGS -> longs(column, values, min, max);
      case FLOATS, DOUBLES -> doubles(name, values, min, max);
      case STRINGS -> strings(name, values, min, max);
      case DECIMALS -> decimals(name, values, min, max);
      case BOOLEANS, BINARIES, NESTED -> {
        // The other engines keep no range of these either.
      }
    }
  }

  private static void ints(Column column, ColumnVector values, ObjectNode min, ObjectNode max) {
    int[] array = values.ints();
    int least = Integer.MAX_VALUE;
    int greatest = Integer.MIN_VALUE;
    for (int i = 0; i < array.length; i++) {
      if (!values.isNull(i)) {
        least = Math.min(least, array[i]);
        greatest = Math.max(greatest, array[i]);
      }
    }
    if (least > greatest) {
      return;
    }
    if (column.type().javaType() == LocalDate.class) {
      min.put(column.name(), LocalDate.ofEpochDay(least).toString());
      max.put(column.name(), LocalDate.ofEpochDay(greatest).toString());
    } else {
      min.put(column.name(), least);
      max.put(column.name(), greatest);
    }
  }

  private static void longs(Column column, ColumnVector values, ObjectNode min, ObjectNode max) {
    long[] array = values.longs();
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < array.length; i++) {
      if (!values.isNull(i)) {
        least = Math.min(least, array[i]);
        greatest = Math.max(greatest, array[i]);
      }
    }
    if (least > greatest) {
      return;
    }
    if (column.type().javaType() == Long.class) {
      min.put(column.name(), least);
      max.put(column.name(), greatest);
    } else if (greatest <= Long.MAX_VALUE - MICROS_PER_MILLI) {
      // The log keeps milliseconds: round outwards.
      min.put(column.name(), millis(Math.floorDiv(least, MICROS_PER_MILLI)));
      max.put(column.name(), millis(-Math.floorDiv(-greatest, MICROS_PER_MILLI)));
    }
  }

  private static String millis(long millis) {
    return MILLIS.format(Values.instant(Math.multiplyExact(millis, MICROS_PER_MILLI)));
  }

  private static void doubles(String name, ColumnVector values, ObjectNode min, ObjectNode max) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double[] array = values.toDoubles();
    for (int i = 0; i < array.length; i++) {
      if (!values.isNull(i)) {
        // One NaN makes both NaN: engines disagree on its order, so such a file has no range.
        least = Math.min(least, array[i]);
        greatest = Math.max(greatest, array[i]);
      }
    }
    if (Double.isFinite(least) && Double.isFinite(greatest)) {
      min.put(name, least);
      max.put(name, greatest);
    }
  }

  private static void strings(String name, ColumnVector values, ObjectNode min, ObjectNode max) {
    String least = null;
    String greatest = null;
    @Nullable String[] array = values.strings();
    for (int i = 0; i < array.length; i++) {
      if (!values.isNull(i)) {
        String value = Objects.requireNonNull(array[i]);
        // What stands behind the prefix is not kept.
        least = least == null || FileStats.byCodePoint(value, least, PREFIX) < 0 ? value : least;
        greatest =
            greatest == null || FileStats.byCodePoint(value, greatest, PREFIX) > 0
                ? value
                : greatest;
      }
    }
    if (least == null || greatest == null) {
      return;
    }
    min.put(name, prefix(least));
    String head = prefix(greatest);
    // Nothing that begins with the head comes behind the head and the greatest code point.
    max.put(name, head.length() == greatest.length() ? greatest : head + "\uDBFF\uDFFF");
  }

  private static String prefix(String text) {
    if (text.length() <= PREFIX) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(PREFIX - 1)) ? PREFIX - 1 : PREFIX;
    return text.substring(0, end);
  }

  private static void decimals(String name, ColumnVector values, ObjectNode min, ObjectNode max) {
    BigDecimal least = null;
    BigDecimal greatest = null;
    @Nullable BigDecimal[] array = values.decimals();
    for (int i = 0; i < array.length; i++) {
      if (!values.isNull(i)) {
        BigDecimal value = Objects.requireNonNull(array[i]);
        least = least == null ? value : least.min(value);
        greatest = greatest == null ? value : greatest.max(value);
      }
    }
    if (least != null && greatest != null) {
      min.put(name, least);
      max.put(name, greatest);
    }
  }
}
