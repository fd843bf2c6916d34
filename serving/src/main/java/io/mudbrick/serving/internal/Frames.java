package io.mudbrick.serving.internal;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.platform.model.Column;
import java.util.Objects;

/** Predictions as columns of tables. */
final class Frames {
  private Frames() {}

  /** The type that holds a column of predictions. */
  static ColumnType type(Column column) {
    return switch (column.kind()) {
      case DOUBLE -> ColumnType.DOUBLE;
      case LONG -> ColumnType.LONG;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case STRING, OBJECT -> ColumnType.STRING;
    };
  }

  static ColumnVector vector(String name, Column column) {
    ColumnType type = type(column);
    var builder =
        ColumnVector.builder(io.mudbrick.catalog.delta.Column.of(name, type), column.size());
    for (int i = 0; i < column.size(); i++) {
      Object value = column.value(i);
      boolean text = value != null && type == ColumnType.STRING;
      builder.add(text ? Objects.toString(value) : value);
    }
    return builder.build();
  }
}
