package io.mudbrick.automl.internal.data;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frames from tables, and rows picked from frames. */
public final class Frames {
  private Frames() {}

  /** The columns of a table; decimals become doubles, dates and times stay objects. */
  public static Frame of(ColumnBatch batch) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < batch.schema().size(); i++) {
      columns.put(batch.schema().column(i).name(), column(batch.column(i)));
    }
    return Frame.of(columns);
  }

  private static Column column(ColumnVector vector) {
    BitSet nulls = nulls(vector);
    ColumnType type = vector.type();
    if (type.equals(ColumnType.DATE) || type.equals(ColumnType.TIMESTAMP)) {
      return objects(vector);
    }
    return switch (type.storage()) {
      case BOOLEANS -> Column.booleans(vector.booleans(), nulls);
      case INTS -> Column.longs(longs(vector.ints()), nulls);
      case LONGS -> Column.longs(vector.longs(), nulls);
      case FLOATS, DOUBLES, DECIMALS -> Column.doubles(vector.toDoubles(), nulls);
      case STRINGS -> Column.strings(vector.strings());
      case BINARIES, NESTED -> objects(vector);
    };
  }

  private static BitSet nulls(ColumnVector vector) {
    BitSet nulls = new BitSet();
    for (int i = 0; i < vector.size(); i++) {
      if (vector.isNull(i)) {
        nulls.set(i);
      }
    }
    return nulls;
  }

  private static long[] longs(int[] ints) {
    long[] longs = new long[ints.length];
    for (int i = 0; i < ints.length; i++) {
      longs[i] = ints[i];
    }
    return longs;
  }

  private static Column objects(ColumnVector vector) {
    @Nullable Object[] values = new @Nullable Object[vector.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector.get(i);
    }
    return Column.objects(values);
  }

  /**
   * The frame with null where a number is infinite or too large for the floats that models are
   * fitted in.
   *
   * @param found takes the names of the columns concerned
   */
  static Frame finite(Frame frame, List<String> found) {
    Frame finite = frame;
    for (Map.Entry<String, Column> entry : frame.columns().entrySet()) {
      Column column = entry.getValue();
      if (column.kind() == Column.Kind.DOUBLE && !isFinite(column)) {
        found.add(entry.getKey());
        finite = finite.with(entry.getKey(), finite(column));
      }
    }
    return finite;
  }

  private static boolean isFinite(Column column) {
    for (int i = 0; i < column.size(); i++) {
      if (Math.abs(column.number(i)) > Float.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  private static Column finite(Column column) {
    double[] values = new double[column.size()];
    BitSet nulls = new BitSet();
    for (int i = 0; i < values.length; i++) {
      values[i] = column.number(i);
      if (column.isNull(i) || Math.abs(values[i]) > Float.MAX_VALUE) {
        nulls.set(i);
        values[i] = 0;
      }
    }
    return Column.doubles(values, nulls);
  }

  /** The rows at these positions, in this order. */
  public static Frame take(Frame frame, int[] rows) {
    Map<String, Column> columns = new LinkedHashMap<>();
    frame.columns().forEach((name, column) -> columns.put(name, take(column, rows)));
    return Frame.of(columns);
  }

  /** The values at these positions, in this order. */
  public static Column take(Column column, int[] rows) {
    BitSet nulls = new BitSet();
    for (int i = 0; i < rows.length; i++) {
      if (column.isNull(rows[i])) {
        nulls.set(i);
      }
    }
    return switch (column.kind()) {
      case DOUBLE -> {
        double[] values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
          values[i] = column.number(rows[i]);
        }
        yield Column.doubles(values, nulls);
      }
      case LONG -> {
        long[] values = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
          values[i] = column.value(rows[i]) instanceof Long value ? value : 0;
        }
        yield Column.longs(values, nulls);
      }
      case BOOLEAN -> {
        boolean[] values = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
          values[i] = Boolean.TRUE.equals(column.value(rows[i]));
        }
        yield Column.booleans(values, nulls);
      }
      case STRING -> {
        @Nullable String[] values = new @Nullable String[rows.length];
        for (int i = 0; i < rows.length; i++) {
          values[i] = (String) column.value(rows[i]);
        }
        yield Column.strings(values);
      }
      case OBJECT -> {
        @Nullable Object[] values = new @Nullable Object[rows.length];
        for (int i = 0; i < rows.length; i++) {
          values[i] = column.value(rows[i]);
        }
        yield Column.objects(values);
      }
    };
  }
}
