package io.mudbrick.catalog;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of tables as columns of frames, for models to score, and back. */
public final class TableFrames {
  private TableFrames() {}

  /**
   * A frame over the batch's own arrays where the kinds agree. Whole numbers are longs and floats
   * doubles; dates, times and decimals are objects.
   */
  public static Frame of(ColumnBatch batch) {
    LinkedHashMap<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < batch.schema().size(); i++) {
      columns.put(batch.schema().column(i).name(), column(batch.column(i)));
    }
    return Frame.of(columns);
  }

  /** One column, as {@link #of} takes it. */
  public static Column column(ColumnVector vector) {
    ColumnType type = vector.type();
    boolean whole =
        type != ColumnType.TIMESTAMP && type != ColumnType.TIMESTAMP_NTZ && type != ColumnType.DATE;
    return switch (type.storage()) {
      case DOUBLES -> Column.doubles(vector.doubles(), nulls(vector));
      case LONGS -> whole ? Column.longs(vector.longs(), nulls(vector)) : objects(vector);
      case INTS -> whole ? Column.longs(widened(vector.ints()), nulls(vector)) : objects(vector);
      case BOOLEANS -> Column.booleans(vector.booleans(), nulls(vector));
      case STRINGS -> Column.strings(strings(vector));
      case FLOATS -> Column.doubles(vector.toDoubles(), nulls(vector));
      case BINARIES, DECIMALS, NESTED -> objects(vector);
    };
  }

  /** A frame as rows of a table; what is neither number nor truth is written out as text. */
  public static ColumnBatch batch(Frame frame) {
    List<io.mudbrick.catalog.delta.Column> columns = new ArrayList<>();
    List<ColumnVector> vectors = new ArrayList<>();
    frame
        .columns()
        .forEach(
            (name, column) -> {
              ColumnVector vector = vector(name, column);
              columns.add(io.mudbrick.catalog.delta.Column.of(name, vector.type()));
              vectors.add(vector);
            });
    return ColumnBatch.of(Schema.of(columns), vectors);
  }

  /** One column, as {@link #batch} takes it. */
  public static ColumnVector vector(String name, Column column) {
    ColumnType type =
        switch (column.kind()) {
          case DOUBLE -> ColumnType.DOUBLE;
          case LONG -> ColumnType.LONG;
          case BOOLEAN -> ColumnType.BOOLEAN;
          case STRING, OBJECT -> ColumnType.STRING;
        };
    ColumnVectorBuilder vector =
        ColumnVector.builder(io.mudbrick.catalog.delta.Column.of(name, type), column.size());
    for (int i = 0; i < column.size(); i++) {
      Object value = column.value(i);
      vector.add(value != null && type == ColumnType.STRING ? value.toString() : value);
    }
    return vector.build();
  }

  private static BitSet nulls(ColumnVector vector) {
    BitSet nulls = new BitSet();
    for (int i = 0; i < vector.size(); i++) {
      nulls.set(i, vector.isNull(i));
    }
    return nulls;
  }

  private static long[] widened(int[] values) {
    long[] longs = new long[values.length];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = values[i];
    }
    return longs;
  }

  private static @Nullable String[] strings(ColumnVector vector) {
    @Nullable String[] values = new @Nullable String[vector.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector.isNull(i) ? null : vector.strings()[i];
    }
    return values;
  }

  private static Column objects(ColumnVector vector) {
    @Nullable Object[] values = new @Nullable Object[vector.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector.get(i);
    }
    return Column.objects(values);
  }
}
