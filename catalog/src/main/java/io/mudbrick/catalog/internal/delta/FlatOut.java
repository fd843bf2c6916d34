package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import java.io.IOException;
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

/**
 * Writes batches without nested columns: each column goes to its encoder in a tight loop, a slice
 * of rows at a time, where a record writer would visit every cell of every row.
 */
final class FlatOut {
  /** Rows that one column writes before the next has its turn: pages are cut between slices. */
  private static final int SLICE = 1000;

  private final ColumnBatch batch;
  private final MessageType message;
  private final ParquetProperties properties;

  private FlatOut(ColumnBatch batch) {
    this.batch = batch;
    this.message = ParquetTypes.message(batch.schema());
    this.properties = properties(batch);
  }

  static boolean fits(ColumnBatch batch) {
    return batch.columns().stream()
        .noneMatch(column -> column.type().storage() == ColumnType.Storage.NESTED);
  }

  static void write(ColumnBatch batch, OutputFile file) throws IOException {
    new FlatOut(batch).write(file);
  }

  private static ParquetProperties properties(ColumnBatch batch) {
    ParquetProperties.Builder properties =
        ParquetProperties.builder().withAllocator(new HeapByteBufferAllocator());
    for (Column column : batch.schema().columns()) {
      if (ParquetOut.hardlyRepeats(column.type())) {
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
        writers.add(
            SliceWriter.of(batch.column(i), columns.getColumnWriter(message.getColumns().get(i))));
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
