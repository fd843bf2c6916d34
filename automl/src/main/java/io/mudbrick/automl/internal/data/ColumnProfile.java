package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.Column;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a raw column holds in the training rows.
 *
 * @param present how many rows have a value
 * @param distinct how many different ones there are; of lists, whether they differ at all
 * @param low the least number; 0 for anything but numbers
 * @param span from the least number to the greatest; 0 for anything but numbers
 */
record ColumnProfile(
    String name, Kind kind, int rows, int present, int distinct, double low, double span) {
  /** What the values can be used for. */
  enum Kind {
    NUMBER,
    WHOLE_NUMBER,
    BOOLEAN,
    TEXT,
    TIME,
    LIST,
    OTHER
  }

  private static final int UNIQUE_FROM = 50;
  private static final double UNIQUE_TEXTS = 0.99;

  /** Training rows may be 60 % of all, so the ids of all rows span about 1.7 times their number. */
  private static final double COUNTING = 3;

  private static final double DRAWN = 1e12;

  static ColumnProfile of(String name, Column column) {
    return switch (column.kind()) {
      case DOUBLE, LONG -> numbers(name, column);
      case BOOLEAN, STRING, OBJECT -> objects(name, column);
    };
  }

  private static ColumnProfile numbers(String name, Column column) {
    double[] values = new double[column.size()];
    int present = 0;
    boolean whole = true;
    for (int i = 0; i < values.length; i++) {
      double value = column.number(i);
      if (!Double.isNaN(value)) {
        values[present++] = value;
        whole &= value == Math.rint(value);
      }
    }
    Arrays.sort(values, 0, present);
    int distinct = Math.min(present, 1);
    for (int i = 1; i < present; i++) {
      distinct += values[i] > values[i - 1] ? 1 : 0;
    }
    double low = present == 0 ? 0 : values[0];
    return new ColumnProfile(
        name,
        present == 0 ? Kind.OTHER : whole ? Kind.WHOLE_NUMBER : Kind.NUMBER,
        values.length,
        present,
        distinct,
        low,
        present == 0 ? 0 : values[present - 1] - low);
  }

  private static ColumnProfile objects(String name, Column column) {
    Set<Object> distinct = new HashSet<>();
    int present = 0;
    @Nullable Kind kind = null;
    for (int i = 0; i < column.size(); i++) {
      Object value = column.value(i);
      if (value != null) {
        present++;
        distinct.add(value);
        Kind own = kind(value);
        kind = kind == null || kind == own ? own : Kind.OTHER;
      }
    }
    return new ColumnProfile(
        name,
        kind == null ? Kind.OTHER : kind,
        column.size(),
        present,
        kind == Kind.LIST ? Math.min(2, distinct.size()) : distinct.size(),
        0,
        0);
  }

  private static Kind kind(Object value) {
    if (value instanceof Boolean) {
      return Kind.BOOLEAN;
    }
    if (value instanceof String) {
      return Kind.TEXT;
    }
    if (value instanceof Temporal) {
      return Kind.TIME;
    }
    boolean numbers =
        value instanceof double[]
            || value instanceof float[]
            || (value instanceof List<?> list
                && list.stream().allMatch(element -> element == null || element instanceof Number));
    return numbers ? Kind.LIST : Kind.OTHER;
  }

  boolean constant() {
    return distinct <= 1 && (present == rows || distinct == 0);
  }

  /**
   * Whether the values tell rows apart instead of describing them: texts that are all different, or
   * whole numbers that are and count the rows or are drawn from far and wide.
   */
  boolean unique() {
    if (present < UNIQUE_FROM) {
      return false;
    }
    if (kind == Kind.TEXT) {
      return distinct >= present * UNIQUE_TEXTS;
    }
    boolean counts = span < COUNTING * present;
    boolean drawn = span > DRAWN;
    return kind == Kind.WHOLE_NUMBER && distinct == present && (counts || drawn);
  }
}
