package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Fits, joins and splits batches. */
public final class Batches {
  private Batches() {}

  /**
   * The columns of a table from a batch, found by name: columns that the batch lacks are null.
   * Integers widen to wider integers, and to doubles where each value stays exact.
   */
  static ColumnBatch fit(ColumnBatch batch, Schema table) {
    if (batch.schema().equals(table)) {
      return batch;
    }
    for (Column column : batch.schema().columns()) {
      if (!table.contains(column.name())) {
        throw DeltaErrors.unknownColumn(column.name(), table.names());
      }
    }
    List<ColumnVector> columns = new ArrayList<>(table.size());
    for (Column column : table.columns()) {
      Column given = batch.schema().find(column.name());
      columns.add(
          given == null
              ? ColumnVector.ofNulls(column.type(), batch.size())
              : fit(column, batch.column(given.name())));
    }
    return ColumnBatch.of(table, columns);
  }

  private static ColumnVector fit(Column column, ColumnVector values) {
    if (values.type().equals(column.type())) {
      return values;
    }
    boolean nested =
        column.type().getClass() == values.type().getClass()
            && column.type().storage() == ColumnType.Storage.NESTED;
    if (!nested && !Values.widens(values.type(), column.type())) {
      throw DeltaErrors.columnTypeDiffers(column, values.type());
    }
    var builder =
        ColumnVector.builder(new Column(column.name(), column.type(), true, null), values.size());
    for (int i = 0; i < values.size(); i++) {
      builder.add(values.get(i));
    }
    return builder.build();
  }

  /** The rows of all batches, in order; each has the columns of the schema. */
  public static ColumnBatch concat(Schema schema, List<ColumnBatch> batches) {
    if (batches.isEmpty()) {
      return ColumnBatch.empty(schema);
    }
    if (batches.size() == 1) {
      return batches.get(0);
    }
    List<ColumnVector> columns = new ArrayList<>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      int index = i;
      columns.add(
          concat(schema.column(i).type(), batches.stream().map(b -> b.column(index)).toList()));
    }
    return ColumnBatch.of(schema, columns);
  }

  private static ColumnVector concat(ColumnType type, List<ColumnVector> parts) {
    int size = parts.stream().mapToInt(ColumnVector::size).reduce(0, Math::addExact);
    Object array = newArray(type.storage(), size);
    boolean @Nullable [] nulls = null;
    int offset = 0;
    for (ColumnVector part : parts) {
      System.arraycopy(array(part), 0, array, offset, part.size());
      boolean[] partNulls = part.nulls();
      if (partNulls != null) {
        nulls = nulls == null ? new boolean[size] : nulls;
        System.arraycopy(partNulls, 0, nulls, offset, part.size());
      }
      offset += part.size();
    }
    return ColumnVector.of(type, array, nulls);
  }

  /** The rows from one position up to, but without, another. */
  static ColumnBatch slice(ColumnBatch batch, int from, int to) {
    if (from == 0 && to == batch.size()) {
      return batch;
    }
    int[] positions = new int[to - from];
    Arrays.setAll(positions, i -> from + i);
    return batch.take(positions);
  }

  /** Where it is true. */
  static int[] positions(boolean[] chosen) {
    int[] positions = new int[chosen.length];
    int count = 0;
    for (int row = 0; row < chosen.length; row++) {
      if (chosen[row]) {
        positions[count++] = row;
      }
    }
    return Arrays.copyOf(positions, count);
  }

  /** The first rows; batches behind them are not asked for. */
  static Stream<ColumnBatch> limit(Stream<ColumnBatch> batches, long limit) {
    if (limit == Long.MAX_VALUE) {
      return batches;
    }
    Iterator<ColumnBatch> all = batches.iterator();
    Iterator<ColumnBatch> first =
        new Iterator<>() {
          private long left = limit;

          @Override
          public boolean hasNext() {
            return left > 0 && all.hasNext();
          }

          @Override
          public ColumnBatch next() {
            ColumnBatch batch = all.next();
            ColumnBatch part = slice(batch, 0, (int) Math.min(batch.size(), left));
            left -= part.size();
            return part;
          }
        };
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(first, Spliterator.ORDERED), false)
        .onClose(batches::close);
  }

  static Object newArray(ColumnType.Storage storage, int size) {
    return switch (storage) {
      case BOOLEANS -> new boolean[size];
      case INTS -> new int[size];
      case LONGS -> new long[size];
      case FLOATS -> new float[size];
      case DOUBLES -> new double[size];
      case STRINGS -> new String[size];
      case BINARIES -> new byte[size][];
      case DECIMALS -> new BigDecimal[size];
      case NESTED -> new Object[size];
    };
  }

  static Object array(ColumnVector vector) {
    return switch (vector.type().storage()) {
      case BOOLEANS -> vector.booleans();
      case INTS -> vector.ints();
      case LONGS -> vector.longs();
      case FLOATS -> vector.floats();
      case DOUBLES -> vector.doubles();
      case STRINGS -> vector.strings();
      case BINARIES -> vector.binaries();
      case DECIMALS -> vector.decimals();
      case NESTED -> vector.nested();
    };
  }
}
