package io.mudbrick.serving.internal.batch;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows and predictions as columns of tables. */
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

  /** A frame as rows of a table. */
  static ColumnBatch batch(Frame frame) {
    List<io.mudbrick.catalog.delta.Column> columns = new ArrayList<>();
    List<ColumnVector> vectors = new ArrayList<>();
    frame
        .columns()
        .forEach(
            (name, column) -> {
              columns.add(io.mudbrick.catalog.delta.Column.of(name, type(column)));
              vectors.add(vector(name, column));
            });
    return ColumnBatch.of(Schema.of(columns), vectors);
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
