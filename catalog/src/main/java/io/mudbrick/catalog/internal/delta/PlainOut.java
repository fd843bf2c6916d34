package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnType.Storage;
import io.mudbrick.catalog.delta.ColumnVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
 * Writes values that hardly repeat, page by page and as they are: a dictionary would cost time and
 * be thrown away.
 */
abstract class PlainOut implements SliceWriter {
  /** Parquet's own limit. */
  private static final int ROWS_A_PAGE = 20_000;

  static final long BYTES_A_PAGE = 1 << 20;

  private static final int SLAB = 64;

  private final boolean @Nullable [] nulls;
  private final ColumnDescriptor descriptor;
  private final PageWriter pages;
  private int start;
  private int end;

  PlainOut(ColumnVector column, ColumnDescriptor descriptor, PageWriter pages) {
    this.nulls = column.nulls();
    this.descriptor = descriptor;
    this.pages = pages;
  }

  /** Whether this is the way to write a column. */
  static boolean suits(ColumnVector column) {
    return switch (column.type().storage()) {
      case DOUBLES, FLOATS -> true;
      case LONGS, INTS -> PlainNumbers.hardlyRepeat(column);
      case STRINGS -> PlainTexts.hardlyRepeat(column);
      case BOOLEANS, BINARIES, DECIMALS, NESTED -> false;
    };
  }

  static PlainOut of(ColumnVector column, ColumnDescriptor descriptor, PageWriter pages) {
    return column.type().storage() == Storage.STRINGS
        ? new PlainTexts(column, descriptor, pages)
        : new PlainNumbers(column, descriptor, pages);
  }

  /** Takes rows into the page until it is full; returns the first that it did not take. */
  abstract int take(int from, int to);

  /** The bytes of the page that is being filled, roughly. */
  abstract long bytes();

  /** The values of the rows from {@link #start} to {@link #end}, and what there is to say of them. */
  abstract BytesInput values(int present, Statistics<?> statistics);

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
      if (rows() >= ROWS_A_PAGE || bytes() >= BYTES_A_PAGE) {
        flush();
      }
    }
  }

  final long size() {
    return pages.getMemSize() + bytes();
  }

  /** Writes what is left as the last page. */
  final void flush() {
    if (start == end) {
      return;
    }
    try {
      int absent = absent();
      Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
      statistics.incrementNumNulls(absent);
      int present = rows() - absent;
      BytesInput values = values(present, statistics);
      boolean optional = descriptor.getMaxDefinitionLevel() > 0;
      pages.writePage(
          optional ? BytesInput.concat(levels(absent), values) : values,
          rows(),
          rows(),
          statistics,
          sizes(values.size() - (long) present * Integer.BYTES),
          GeospatialStatistics.noopBuilder().build(),
          Encoding.RLE,
          Encoding.RLE,
          Encoding.PLAIN);
      start = end;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param bytes of texts, without their lengths; of numbers nobody asks for it. Levels of flat
   *     columns are not counted: the nulls say the same
   */
  private SizeStatistics sizes(long bytes) {
    return new SizeStatistics(
        descriptor.getPrimitiveType(), bytes, new ArrayList<>(), new ArrayList<>());
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
