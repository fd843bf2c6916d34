package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnVector;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Hands rows of one column of lists, maps or rows to its Parquet encoders: as records that have
 * that one field, which share their encoders with the file's other columns.
 */
final class NestedOut implements SliceWriter {
  private final String name;
  private final @Nullable Object[] values;
  private final boolean @Nullable [] nulls;
  private final ValueWriter writer;
  private final RecordConsumer consumer;

  private NestedOut(ColumnVector column, Type field, RecordConsumer consumer) {
    this.name = field.getName();
    this.values = column.nested();
    this.nulls = column.nulls();
    this.writer = ValueWriter.of(column.type());
    this.consumer = consumer;
  }

  static SliceWriter of(ColumnVector column, Type field, ColumnWriteStore columns) {
    MessageType alone = new MessageType("nested", field);
    return new NestedOut(
        column, field, new ColumnIOFactory().getColumnIO(alone).getRecordWriter(new Lent(columns)));
  }

  @Override
  public void write(int from, int to) {
    for (int row = from; row < to; row++) {
      consumer.startMessage();
      if (nulls == null || !nulls[row]) {
        consumer.startField(name, 0);
        writer.write(consumer, Objects.requireNonNull(values[row]));
        consumer.endField(name, 0);
      }
      consumer.endMessage();
    }
    consumer.flush(); // it keeps nulls back
  }

  /** The file's encoders: it is for the file to say when its rows end. */
  private record Lent(ColumnWriteStore columns) implements ColumnWriteStore {
    @Override
    public ColumnWriter getColumnWriter(ColumnDescriptor path) {
      return columns.getColumnWriter(path);
    }

    @Override
    public void endRecord() {}

    @Override
    public void flush() {}

    @Override
    public long getAllocatedSize() {
      return columns.getAllocatedSize();
    }

    @Override
    public long getBufferedSize() {
      return columns.getBufferedSize();
    }

    @Override
    public String memUsageString() {
      return columns.memUsageString();
    }

    @Override
    public void close() {}
  }
}
