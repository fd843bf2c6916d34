package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.Column;
import java.time.temporal.Temporal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a raw column holds in the training rows.
 *
 * @param present how many rows have a value
 * @param distinct how many different ones there are
 * @param span from the least number to the greatest; 0 for anything but numbers
 */
record ColumnProfile(String name, Kind kind, int rows, int present, int distinct, double span) {
  /** What the values can be used for. */
  enum Kind {
    NUMBER,
    WHOLE_NUMBER,
    BOOLEAN,
    TEXT,
    TIME,
    OTHER
  }

  static ColumnProfile of(String name, Column column) {
    Set<Object> distinct = new HashSet<>();
    int present = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    @Nullable Kind kind = null;
    for (int i = 0; i < column.size(); i++) {
      Object value = column.value(i);
      if (value != null && !(value instanceof Double d && d.isNaN())) {
        present++;
        distinct.add(value);
        if (value instanceof Number number) {
          low = Math.min(low, number.doubleValue());
          high = Math.max(high, number.doubleValue());
        }
        Kind own = kind(value);
        kind = kind == null ? own : widen(kind, own);
      }
    }
    return new ColumnProfile(
        name,
        kind == null ? Kind.OTHER : kind,
        column.size(),
        present,
        distinct.size(),
        Math.max(0, high - low));
  }

  private static Kind kind(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return Kind.NUMBER;
    }
    if (value instanceof Number) {
      return Kind.WHOLE_NUMBER;
    }
    if (value instanceof Boolean) {
      return Kind.BOOLEAN;
    }
    if (value instanceof String) {
      return Kind.TEXT;
    }
    return value instanceof Temporal ? Kind.TIME : Kind.OTHER;
  }

  private static Kind widen(Kind one, Kind other) {
    if (one == other) {
      return one;
    }
    boolean numbers =
        (one == Kind.NUMBER || one == Kind.WHOLE_NUMBER)
            && (other == Kind.NUMBER || other == Kind.WHOLE_NUMBER);
    return numbers ? Kind.NUMBER : Kind.OTHER;
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

  private static final int UNIQUE_FROM = 50;
  private static final double UNIQUE_TEXTS = 0.99;

  /** Training rows are 60 % of all, so the ids of all rows span about 1.7 times their number. */
  private static final double COUNTING = 3;

  private static final double DRAWN = 1e12;
}
