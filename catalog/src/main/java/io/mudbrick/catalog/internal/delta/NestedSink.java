package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnVector;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Takes the lists, maps and rows of one Parquet column. */
final class NestedSink {
  private final Column column;
  private final Type requested;
  private final @Nullable Object[] values;
  private final boolean[] nulls;
  private int next;

  private NestedSink(Column column, Type requested, int size) {
    this.column = column;
    this.requested = requested;
    this.values = new @Nullable Object[size];
    this.nulls = new boolean[size];
  }

  static NestedSink of(Column column, Type field, int size) {
    return new NestedSink(column, NestedTypes.requested(column.type(), field), size);
  }

  /** The parts of the file's column that are wanted. */
  Type requested() {
    return requested;
  }

  void read(PageReadStore group, String createdBy) {
    MessageType message = new MessageType("nested", requested);
    Rows rows = new Rows();
    RecordReader<Object> reader =
        new ColumnIOFactory(createdBy).getColumnIO(message).getRecordReader(group, rows);
    for (long row = 0; row < group.getRowCount(); row++) {
      rows.current = null;
      reader.read();
      nulls[next] = rows.current == null;
      values[next++] = rows.current;
    }
  }

  ColumnVector vector() {
    return ColumnVector.of(column.type(), values, nulls);
  }

  /** A row of the file, of which only this column is read. */
  private final class Rows extends RecordMaterializer<Object> {
    private @Nullable Object current;
    private final Converter field =
        ValueConverters.of(column.type(), requested, value -> current = value);

    private final GroupConverter root =
        new GroupConverter() {
          @Override
          public Converter getConverter(int index) {
            return field;
          }

          @Override
          public void start() {}

          @Override
          public void end() {}
        };

    @Override
    public Object getCurrentRecord() {
      return this; // a record that is null counts as one left out
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }
  }
}
