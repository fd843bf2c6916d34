package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Some neighbouring columns of a row group, encoded and compressed in memory. A group's parts share
 * nothing, so that each can have a thread of its own.
 */
final class GroupPart implements AutoCloseable {
  /** Rows that one column writes before the next has its turn: pages are cut between slices. */
  static final int SLICE = 1000;

  private final CodecFactory codecs;
  private final ColumnChunkPageWriteStore pages;
  private final @Nullable ColumnWriteStore encoders;
  private final List<PageOut> plain = new ArrayList<>();
  private final List<SliceWriter> writers = new ArrayList<>();

  /** The columns of the batch from one to before another. */
  GroupPart(
      ColumnBatch batch, MessageType message, ParquetProperties properties, int first, int end) {
    MessageType own = new MessageType(message.getName(), message.getFields().subList(first, end));
    codecs = new CodecFactory(new PlainParquetConfiguration(), properties.getPageSizeThreshold());
    BytesInputCompressor compressor = codecs.getCompressor(CompressionCodecName.SNAPPY);
    pages =
        new ColumnChunkPageWriteStore(
            compressor,
            own,
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    boolean[] asIs = new boolean[end];
    List<Type> encoded = new ArrayList<>();
    for (int i = first; i < end; i++) {
      asIs[i] = PageOut.suits(batch.column(i));
      if (!asIs[i]) {
        encoded.add(message.getType(i));
      }
    }
    encoders =
        encoded.isEmpty()
            ? null
            : properties.newColumnWriteStore(
                new MessageType(message.getName(), encoded), pages, pages);
    for (int i = first; i < end; i++) {
      writers.add(
          encoders == null || asIs[i]
              ? plain(batch.column(i), descriptor(message, i))
              : encoded(batch.column(i), message, i, encoders));
    }
  }

  private static ColumnDescriptor descriptor(MessageType message, int column) {
    return message.getColumnDescription(new String[] {message.getFieldName(column)});
  }

  private SliceWriter plain(ColumnVector column, ColumnDescriptor descriptor) {
    PageOut out = PageOut.of(column, descriptor, pages.getPageWriter(descriptor));
    plain.add(out);
    return out;
  }

  private static SliceWriter encoded(
      ColumnVector column, MessageType message, int index, ColumnWriteStore encoders) {
    return column.type().storage() == ColumnType.Storage.NESTED
        ? NestedOut.of(column, message.getType(index), encoders)
        : SliceWriter.of(column, encoders.getColumnWriter(descriptor(message, index)));
  }

  void write(int from, int to) {
    for (int row = from; row < to; row += SLICE) {
      int end = Math.min(to, row + SLICE);
      for (SliceWriter column : writers) {
        column.write(row, end);
      }
      if (encoders != null) {
        for (int i = row; i < end; i++) {
          encoders.endRecord();
        }
      }
    }
  }

  /** Bytes so far, roughly. */
  long size() {
    long size = encoders == null ? 0 : encoders.getBufferedSize();
    for (PageOut column : plain) {
      size += column.size();
    }
    return size;
  }

  /** Makes the last pages. */
  void flush() {
    plain.forEach(PageOut::finish);
    if (encoders != null) {
      encoders.flush();
    }
  }

  void writeTo(ParquetFileWriter file) throws IOException {
    pages.flushToFileWriter(file);
  }

  @Override
  public void close() {
    if (encoders != null) {
      encoders.close();
    }
    pages.close();
    codecs.release();
  }
}
