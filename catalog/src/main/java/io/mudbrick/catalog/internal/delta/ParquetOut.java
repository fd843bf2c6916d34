package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes a batch as one Parquet file, on disk when it returns. */
final class ParquetOut {
  private ParquetOut() {}

  static void write(ColumnBatch batch, Path file) throws IOException {
    if (FlatOut.fits(batch)) {
      FlatOut.write(batch, new SyncedOutput(file));
      return;
    }
    try (ParquetWriter<Integer> writer = new Builder(batch, new SyncedOutput(file)).build()) {
      for (int row = 0; row < batch.size(); row++) {
        writer.write(row);
      }
    }
  }

  /** Measurements hardly repeat: a dictionary costs time and is thrown away. */
  static boolean hardlyRepeats(ColumnType type) {
    return type.storage() == ColumnType.Storage.DOUBLES
        || type.storage() == ColumnType.Storage.FLOATS;
  }

  private static final class Builder extends ParquetWriter.Builder<Integer, Builder> {
    private final ColumnBatch batch;

    Builder(ColumnBatch batch, OutputFile file) {
      super(file);
      this.batch = batch;
      withConf(new PlainParquetConfiguration());
      withCompressionCodec(CompressionCodecName.SNAPPY);
      for (Column column : batch.schema().columns()) {
        if (hardlyRepeats(column.type())) {
          withDictionaryEncoding(column.name(), false);
        }
      }
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, and called by nobody
    protected WriteSupport<Integer> getWriteSupport(Configuration configuration) {
      return new BatchWriteSupport(batch);
    }

    @Override
    protected WriteSupport<Integer> getWriteSupport(ParquetConfiguration configuration) {
      return new BatchWriteSupport(batch);
    }
  }

  /** Takes row numbers and hands the values over from the arrays of the batch. */
  private static final class BatchWriteSupport extends WriteSupport<Integer> {
    private static final boolean[] NO_NULLS = {};

    private final MessageType message;
    private final String[] names;
    private final CellWriter[] cells;
    private final boolean[][] nulls;
    private @Nullable RecordConsumer consumer;

    BatchWriteSupport(ColumnBatch batch) {
      int columns = batch.schema().size();
      this.message = ParquetTypes.message(batch.schema());
      this.names = batch.schema().names().toArray(String[]::new);
      this.cells = new CellWriter[columns];
      this.nulls = new boolean[columns][];
      for (int i = 0; i < columns; i++) {
        boolean[] mask = batch.column(i).nulls();
        cells[i] = CellWriter.of(batch.column(i));
        nulls[i] = mask == null ? NO_NULLS : mask;
      }
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, and called by nobody
    public WriteContext init(Configuration configuration) {
      return new WriteContext(message, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(message, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Integer row) {
      int index = row;
      RecordConsumer target = Objects.requireNonNull(consumer);
      target.startMessage();
      for (int i = 0; i < cells.length; i++) {
        if (nulls[i].length == 0 || !nulls[i][index]) {
          target.startField(names[i], i);
          cells[i].write(target, index);
          target.endField(names[i], i);
        }
      }
      target.endMessage();
    }
  }
}
