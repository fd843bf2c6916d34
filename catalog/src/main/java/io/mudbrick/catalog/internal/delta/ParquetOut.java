package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a batch as one Parquet file, on disk when it returns: each column goes to its encoder in a
 * tight loop, a slice of rows at a time, where a record writer would visit every cell of every row;
 * of a large batch some columns on one thread, some on another.
 */
final class ParquetOut {
  /** Fewer rows are not worth a second thread. */
  private static final int ROWS_A_THREAD = 50_000;

  /** Bytes that are written before somebody looks how large the group is. */
  private static final long STRETCH = 4L << 20;

  private static final int MOST_ROWS = 1 << 16;

  private final ColumnBatch batch;
  private final MessageType message;
  private final ParquetProperties properties =
      ParquetProperties.builder().withAllocator(new HeapByteBufferAllocator()).build();

  private ParquetOut(ColumnBatch batch) {
    this.batch = batch;
    this.message = ParquetTypes.message(batch.schema());
  }

  static void write(ColumnBatch batch, Path file) throws IOException {
    new ParquetOut(batch).write(new SyncedOutput(file));
  }

  private void write(OutputFile file) throws IOException {
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
      for (int row = 0; row < batch.size(); ) {
        row = writeGroup(writer, row);
      }
      writer.end(Map.of());
    }
  }

  /** Writes rows until the group is large enough, and returns the first row that is not in it. */
  private int writeGroup(ParquetFileWriter writer, int first) throws IOException {
    List<GroupPart> parts = parts(batch.size() - first);
    try {
      int row = first;
      int rows = GroupPart.SLICE;
      long size = 0;
      while (row < batch.size() && size < ParquetWriter.DEFAULT_BLOCK_SIZE) {
        int from = row;
        int end = Math.min(batch.size(), row + rows);
        each(parts, part -> part.write(from, end));
        row = end;
        size = parts.stream().mapToLong(GroupPart::size).sum();
        // Rows that are alike: as many as make a few megabytes.
        rows = (int) Math.min(MOST_ROWS, STRETCH / Math.max(1, size / (row - first)));
        rows = Math.max(GroupPart.SLICE, rows / GroupPart.SLICE * GroupPart.SLICE);
      }
      each(parts, GroupPart::flush);
      writer.startBlock(row - first);
      for (GroupPart part : parts) {
        part.writeTo(writer);
      }
      writer.endBlock();
      return row;
    } finally {
      parts.forEach(GroupPart::close);
    }
  }

  private List<GroupPart> parts(int rows) {
    int columns = batch.schema().size();
    int count =
        rows < ROWS_A_THREAD ? 1 : Math.min(columns, Runtime.getRuntime().availableProcessors());
    List<GroupPart> parts = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      parts.add(
          new GroupPart(
              batch, message, properties, columns * p / count, columns * (p + 1) / count));
    }
    return parts;
  }

  private static void each(List<GroupPart> parts, Consumer<GroupPart> work) {
    (parts.size() == 1 ? parts.stream() : parts.parallelStream()).forEach(work);
  }
}
