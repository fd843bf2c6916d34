package io.mudbrick.platform.model;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.internal.model.ModelErrors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows to score: named columns of one length. Immutable, thread-safe. Cheap for one row and for a
 * million; {@link #records} and {@link #split} read what MLflow's scoring protocol sends.
 */
public final class Frame {
  private final Map<String, Column> columns;
  private final int rows;

  private Frame(Map<String, Column> columns, int rows) {
    this.columns = Collections.unmodifiableMap(columns);
    this.rows = rows;
  }

  /**
   * A frame of these columns, in the map's order.
   *
   * @throws PlatformException BAD_REQUEST when their lengths differ
   */
  public static Frame of(Map<String, Column> columns) {
    return taking(new LinkedHashMap<>(columns));
  }

  /** A frame of columns in a map that nobody else keeps. */
  static Frame taking(LinkedHashMap<String, Column> columns) {
    int rows = -1;
    for (Map.Entry<String, Column> entry : columns.entrySet()) {
      int size = entry.getValue().size();
      if (rows >= 0 && rows != size) {
        throw ModelErrors.columnLengths(entry.getKey(), size, rows);
      }
      rows = size;
    }
    return new Frame(columns, Math.max(rows, 0));
  }

  /** MLflow's {@code dataframe_records}: a key that a row lacks is null there. */
  public static Frame records(List<? extends Map<String, ? extends @Nullable Object>> records) {
    LinkedHashMap<String, List<@Nullable Object>> values = new LinkedHashMap<>();
    for (int i = 0; i < records.size(); i++) {
      for (Map.Entry<String, ? extends @Nullable Object> entry : records.get(i).entrySet()) {
        List<@Nullable Object> column =
            values.computeIfAbsent(entry.getKey(), k -> new ArrayList<>());
        pad(column, i);
        column.add(entry.getValue());
      }
    }
    LinkedHashMap<String, Column> columns = new LinkedHashMap<>();
    values.forEach(
        (name, column) -> {
          pad(column, records.size());
          columns.put(name, Column.of(column));
        });
    return new Frame(columns, records.size());
  }

  /** One row. */
  public static Frame row(Map<String, ? extends @Nullable Object> row) {
    return records(List.of(row));
  }

  /**
   * MLflow's {@code dataframe_split}: the names and the rows.
   *
   * @throws PlatformException BAD_REQUEST when a row is too short or long, or a name stands twice
   */
  public static Frame split(
      List<String> names, List<? extends List<? extends @Nullable Object>> data) {
    List<List<@Nullable Object>> values = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      values.add(new ArrayList<>(data.size()));
    }
    for (List<? extends @Nullable Object> row : data) {
      if (row.size() != names.size()) {
        throw ModelErrors.rowLength(names.size(), row.size());
      }
      for (int i = 0; i < row.size(); i++) {
        values.get(i).add(row.get(i));
      }
    }
    LinkedHashMap<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (columns.put(names.get(i), Column.of(values.get(i))) != null) {
        throw ModelErrors.columnTwice(names.get(i));
      }
    }
    return new Frame(columns, data.size());
  }

  private static void pad(List<@Nullable Object> column, int size) {
    while (column.size() < size) {
      column.add(null);
    }
  }

  /** How many rows. */
  public int rows() {
    return rows;
  }

  /** The columns by name, in order. */
  public Map<String, Column> columns() {
    return columns;
  }

  /** The names, in order. */
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /** The column of that name, or null. */
  public @Nullable Column find(String name) {
    return columns.get(name);
  }

  /**
   * The column of that name.
   *
   * @throws PlatformException BAD_REQUEST when there is none
   */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw ModelErrors.missingColumns(List.of(name), List.of());
    }
    return column;
  }

  /** The values of one row by column name, nulls included. */
  public Map<String, @Nullable Object> rowAt(int row) {
    LinkedHashMap<String, @Nullable Object> values = new LinkedHashMap<>();
    columns.forEach((name, column) -> values.put(name, column.value(row)));
    return values;
  }

  /** The rows {@code from} (inclusive) to {@code to} (exclusive). */
  public Frame slice(int from, int to) {
    LinkedHashMap<String, Column> out = new LinkedHashMap<>();
    columns.forEach((name, column) -> out.put(name, column.slice(from, to)));
    return new Frame(out, to - from);
  }

  /** The rows at these positions, in this order. */
  public Frame take(int[] rows) {
    LinkedHashMap<String, Column> out = new LinkedHashMap<>();
    columns.forEach((name, column) -> out.put(name, column.take(rows)));
    return new Frame(out, rows.length);
  }

  /** Only these columns, in this order. */
  public Frame select(List<String> names) {
    LinkedHashMap<String, Column> out = new LinkedHashMap<>();
    names.forEach(name -> out.put(name, column(name)));
    return new Frame(out, rows);
  }

  /** With that column added at the end, or replaced where it stands. */
  public Frame with(String name, Column column) {
    if (!columns.isEmpty() && column.size() != rows) {
      throw ModelErrors.columnLengths(name, column.size(), rows);
    }
    LinkedHashMap<String, Column> out = new LinkedHashMap<>(columns);
    out.put(name, column);
    return new Frame(out, column.size());
  }

  /** Without that column; the same frame when it has none. */
  public Frame without(String name) {
    LinkedHashMap<String, Column> out = new LinkedHashMap<>(columns);
    out.remove(name);
    return new Frame(out, rows);
  }
}
