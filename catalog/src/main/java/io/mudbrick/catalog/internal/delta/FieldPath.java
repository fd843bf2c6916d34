package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column, or a field somewhere in a column of structs. */
record FieldPath(String name, List<Column> steps) {

  /** A column of that name, or else a field whose structs' names stand before it with dots. */
  static FieldPath of(String name, Schema schema) {
    Column column = schema.find(name);
    if (column != null) {
      return new FieldPath(column.name(), List.of(column));
    }
    List<Column> steps = new ArrayList<>();
    Schema within = schema;
    for (String part : name.split("\\.", -1)) {
      Column step = within == null ? null : within.find(part);
      if (step == null) {
        throw DeltaErrors.unknownColumn(name, schema.names());
      }
      steps.add(step);
      within = step.type() instanceof ColumnType.StructOf struct ? struct.fields() : null;
    }
    return new FieldPath(String.join(".", steps.stream().map(Column::name).toList()), steps);
  }

  /** The column of the table. */
  Column root() {
    return steps.get(0);
  }

  Column leaf() {
    return steps.get(steps.size() - 1);
  }

  boolean isColumn() {
    return steps.size() == 1;
  }

  /** The value in a row; null too when a struct on the way is null. */
  @Nullable Object value(ColumnVector column, int row) {
    Object value = column.get(row);
    for (int i = 1; i < steps.size() && value != null; i++) {
      value = ((Row) value).get(steps.get(i).name());
    }
    return value;
  }

  ColumnVector vector(ColumnBatch batch) {
    return batch.column(root().name());
  }

  /** The order of the values: of texts that of their UTF-8 bytes, NaN behind all numbers. */
  Comparator<Object> order() {
    ColumnType type = leaf().type();
    return switch (type.storage()) {
      case STRINGS -> (a, b) -> FileStats.byCodePoint((String) a, (String) b);
      case BINARIES -> (a, b) -> Arrays.compareUnsigned((byte[]) a, (byte[]) b);
      case FLOATS, DOUBLES ->
          // Adding 0.0 makes one zero of the two.
          (a, b) ->
              Double.compare(((Number) a).doubleValue() + 0.0, ((Number) b).doubleValue() + 0.0);
      case DECIMALS -> (a, b) -> ((BigDecimal) a).compareTo((BigDecimal) b);
      case BOOLEANS, INTS, LONGS -> FieldPath::natural;
      case NESTED -> throw DeltaErrors.notComparable(leaf());
    };
  }

  @SuppressWarnings("unchecked") // both are values of one type, which orders itself
  private static int natural(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }
}
