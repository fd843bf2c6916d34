package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Writes a batch as one Parquet file, on disk when it returns: each column goes to its encoder in a
 * tight loop, a slice of rows at a time, where a record writer would visit every cell of every row.
 */
final class ParquetOut {
  /** Rows that one column writes before the next has its turn: pages are cut between slices. */
  private static final int SLICE = 1000;

  private final ColumnBatch batch;
  private final MessageType message;
  private final ParquetProperties properties;

  private ParquetOut(ColumnBatch batch) {
    this.batch = batch;
    this.message = ParquetTypes.message(batch.schema());
    this.properties = properties(batch);
  }

  static void write(ColumnBatch batch, Path file) throws IOException {
    new ParquetOut(batch).write(new SyncedOutput(file));
  }

  /** Measurements hardly repeat: a dictionary costs time and is thrown away. */
  private static boolean hardlyRepeats(ColumnType type) {
    return type.storage() == ColumnType.Storage.DOUBLES
        || type.storage() == ColumnType.Storage.FLOATS;
  }

  private static ParquetProperties properties(ColumnBatch batch) {
    ParquetProperties.Builder properties =
        ParquetProperties.builder().withAllocator(new HeapByteBufferAllocator());
    for (Column column : batch.schema().columns()) {
      if (hardlyRepeats(column.type())) {
        properties.withDictionaryEncoding(column.name(), false);
      }
    }
    return properties.build();
  }

  private void write(OutputFile file) throws IOException {
    CodecFactory codecs =
        new CodecFactory(new PlainParquetConfiguration(), properties.getPageSizeThreshold());
    try (ParquetFileWriter writer =
        new ParquetFileWriter(
            file,
            message,
            ParquetFileWriter.Mode.CREATE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            null,
            properties)) {
      writer.start();
      BytesInputCompressor compressor = codecs.getCompressor(CompressionCodecName.SNAPPY);
      for (int row = 0; row < batch.size(); ) {
        row = writeGroup(writer, compressor, row);
      }
      writer.end(Map.of());
    } finally {
      codecs.release();
    }
  }

  private SliceWriter writer(int index, ColumnWriteStore columns) {
    ColumnVector column = batch.column(index);
    Type field = message.getType(index);
    return column.type().storage() == ColumnType.Storage.NESTED
        ? NestedOut.of(column, field, columns)
        : SliceWriter.of(
            column,
            columns.getColumnWriter(message.getColumnDescription(new String[] {field.getName()})));
  }

  /** Writes rows until the group is large enough, and returns the first row that is not in it. */
  private int writeGroup(ParquetFileWriter writer, BytesInputCompressor compressor, int first)
      throws IOException {
    try (ColumnChunkPageWriteStore pages =
            new ColumnChunkPageWriteStore(
                compressor,
                message,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        ColumnWriteStore columns = properties.newColumnWriteStore(message, pages, pages)) {
      List<SliceWriter> writers = new ArrayList<>();
      for (int i = 0; i < batch.schema().size(); i++) {
        writers.add(writer(i, columns));
      }
      int row = first;
      while (row < batch.size() && columns.getBufferedSize() < ParquetWriter.DEFAULT_BLOCK_SIZE) {
        int end = Math.min(batch.size(), row + SLICE);
        for (SliceWriter column : writers) {
          column.write(row, end);
        }
        for (; row < end; row++) {
          columns.endRecord();
        }
      }
      columns.flush();
      writer.startBlock(row - first);
      pages.flushToFileWriter(writer);
      writer.endBlock();
      return row;
    }
  }
}
