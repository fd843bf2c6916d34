package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnType.Storage;
import io.mudbrick.catalog.delta.ColumnVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes a column page by page, each as a whole: Parquet's own encoders take value by value, keep
 * the least and the greatest at each, and look each up in a dictionary.
 */
abstract class PageOut implements SliceWriter {
  /** Parquet's own limit. */
  private static final int ROWS_A_PAGE = 20_000;

  private static final int SLAB = 64;

  private final boolean @Nullable [] nulls;
  private final ColumnDescriptor descriptor;
  private final PageWriter pages;
  private int start;
  private int end;

  PageOut(ColumnVector column, ColumnDescriptor descriptor, PageWriter pages) {
    this.nulls = column.nulls();
    this.descriptor = descriptor;
    this.pages = pages;
  }

  /** Whether this is the way to write a column. */
  static boolean suits(ColumnVector column) {
    return switch (column.type().storage()) {
      case DOUBLES, FLOATS, STRINGS -> true;
      case LONGS, INTS -> NumbersOut.hardlyRepeat(column);
      case BOOLEANS, BINARIES, DECIMALS, NESTED -> false;
    };
  }

  static PageOut of(ColumnVector column, ColumnDescriptor descriptor, PageWriter pages) {
    return column.type().storage() == Storage.STRINGS
        ? new TextsOut(column, descriptor, pages)
        : new NumbersOut(column, descriptor, pages);
  }

  /** Takes rows into the page until it is full; returns the first that it did not take. */
  abstract int take(int from, int to);

  /** Whether the page is to be ended for other reasons than its number of rows. */
  abstract boolean isFull();

  /** The bytes of the page that is being filled, roughly. */
  abstract long bytes();

  /** How {@link #values} are encoded. */
  abstract Encoding encoding();

  /**
   * The values of the rows from {@link #start} to {@link #end}, and what there is to say of them.
   */
  abstract BytesInput values(int present, Statistics<?> statistics) throws IOException;

  /** The first row of the page that is being filled. */
  final int start() {
    return start;
  }

  /** The first row that is not in it. */
  final int end() {
    return end;
  }

  final int rows() {
    return end - start;
  }

  final boolean isNull(int row) {
    return nulls != null && nulls[row];
  }

  @Override
  public final void write(int from, int to) {
    for (int row = from; row < to; ) {
      start = start == end ? row : start;
      row = take(row, to);
      end = row;
      if (rows() >= ROWS_A_PAGE || isFull()) {
        flush();
      }
    }
  }

  final long size() {
    return pages.getMemSize() + bytes();
  }

  /** Writes what is left as the last page; a dictionary may follow. */
  void finish() {
    flush();
  }

  private void flush() {
    if (start == end) {
      return;
    }
    try {
      int absent = absent();
      Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
      statistics.incrementNumNulls(absent);
      int present = rows() - absent;
      Encoding encoding = encoding();
      BytesInput values = values(present, statistics);
      boolean optional = descriptor.getMaxDefinitionLevel() > 0;
      pages.writePage(
          optional ? BytesInput.concat(levels(absent), values) : values,
          rows(),
          rows(),
          statistics,
          sizes(),
          GeospatialStatistics.noopBuilder().build(),
          Encoding.RLE,
          Encoding.RLE,
          encoding);
      start = end;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes and levels are not counted: of flat columns, pages and nulls say enough. */
  private SizeStatistics sizes() {
    return SizeStatistics.noopBuilder(descriptor.getPrimitiveType(), 0, 1).build();
  }

  private int absent() {
    int count = 0;
    for (int row = start; row < end; row++) {
      count += isNull(row) ? 1 : 0;
    }
    return count;
  }

  private BytesInput levels(int absent) throws IOException {
    RunLengthBitPackingHybridEncoder levels =
        new RunLengthBitPackingHybridEncoder(
            1, SLAB, Math.max(SLAB, rows()), new HeapByteBufferAllocator());
    for (int row = start; row < end; row++) {
      levels.writeInt(absent > 0 && isNull(row) ? 0 : 1);
    }
    BytesInput bytes = levels.toBytes();
    return BytesInput.concat(List.of(BytesInput.fromInt((int) bytes.size()), bytes));
  }
}
