package io.mudbrick.automl.internal.data;

import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Frames from tables, and rows picked from frames. */
public final class Frames {
  private Frames() {}

  /** The columns of a table; decimals become doubles, dates and times stay objects. */
  public static Frame of(ColumnBatch batch) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < batch.schema().size(); i++) {
      Column column = TableFrames.column(batch.column(i));
      columns.put(batch.schema().column(i).name(), plain(column));
    }
    return Frame.of(columns);
  }

  /** Numbers of any kind as doubles, arrays of numbers as lists. */
  private static Column plain(Column column) {
    if (column.kind() != Column.Kind.OBJECT) {
      return column;
    }
    for (int i = 0; i < column.size(); i++) {
      if (column.value(i) instanceof double[] || column.value(i) instanceof float[]) {
        return lists(column);
      }
    }
    return numbers(column);
  }

  private static Column lists(Column column) {
    @Nullable Object[] values = new @Nullable Object[column.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = column.value(i);
      if (value instanceof double[] doubles) {
        values[i] = Arrays.stream(doubles).boxed().toList();
      } else if (value instanceof float[] floats) {
        values[i] =
            IntStream.range(0, floats.length).mapToObj(k -> (Object) (double) floats[k]).toList();
      } else {
        values[i] = value;
      }
    }
    return Column.objects(values);
  }

  private static Column numbers(Column column) {
    double[] numbers = new double[column.size()];
    boolean any = false;
    for (int i = 0; i < numbers.length; i++) {
      Object value = column.value(i);
      if (value != null && !(value instanceof Number)) {
        return column;
      }
      any |= value != null;
      numbers[i] = column.number(i);
    }
    return any ? Column.doubles(numbers) : column;
  }

  /**
   * The frame with numbers of any kind as doubles, arrays as lists, and null where one is infinite
   * or too large for the floats that models are fitted in.
   *
   * @param found takes the names of the columns concerned
   */
  static Frame finite(Frame frame, List<String> found) {
    Frame finite = frame;
    for (Map.Entry<String, Column> entry : frame.columns().entrySet()) {
      Column column = plain(entry.getValue());
      if (column != entry.getValue()) {
        finite = finite.with(entry.getKey(), column);
      }
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
}
