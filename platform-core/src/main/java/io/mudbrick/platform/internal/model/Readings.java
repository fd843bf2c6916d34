package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Columns read as other columns. Immutable. */
public sealed interface Readings {
  Column read(Column column);

  static Readings of(ColumnEncoder.Parsed parsed) {
    return parsed.reading() == ColumnEncoder.Reading.NUMBER
        ? new AsNumbers()
        : new AsTimes(new TimeReader(parsed.formats()));
  }

  /** Texts as numbers. */
  final class AsNumbers implements Readings {
    @Override
    public Column read(Column column) {
      double[] values = new double[column.size()];
      for (int i = 0; i < values.length; i++) {
        Object value = column.kind() == Column.Kind.STRING ? column.value(i) : null;
        values[i] =
            column.kind() == Column.Kind.STRING
                ? NumberText.read((String) value)
                : number(column, i);
      }
      return Column.doubles(values, new BitSet());
    }

    private static double number(Column column, int row) {
      return column.kind() == Column.Kind.OBJECT && column.value(row) instanceof String text
          ? NumberText.read(text)
          : column.number(row);
    }
  }

  /** Texts and numbers as instants. */
  final class AsTimes implements Readings {
    private final TimeReader times;

    AsTimes(TimeReader times) {
      this.times = times;
    }

    @Override
    public Column read(Column column) {
      @Nullable Object[] values = new @Nullable Object[column.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = times.read(column, i);
      }
      return Column.objects(values);
    }
  }

  /** One value for what is missing. */
  final class Filling implements Readings {
    private final Object value;

    public Filling(Object value) {
      this.value = value;
    }

    @Override
    public Column read(Column column) {
      boolean complete = true;
      for (int i = 0; i < column.size() && complete; i++) {
        complete = !missing(column, i);
      }
      if (complete) {
        return column;
      }
      @Nullable Object[] values = new @Nullable Object[column.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = missing(column, i) ? value : column.value(i);
      }
      return Column.objects(values);
    }

    private static boolean missing(Column column, int row) {
      return column.isNull(row)
          || (column.kind() == Column.Kind.DOUBLE && Double.isNaN(column.number(row)));
    }
  }
}
