package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnType.Storage;
import io.mudbrick.catalog.delta.ColumnVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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
 * Writes numbers that hardly repeat, page by page: they lie in the file as they lie in the array,
 * and a dictionary would cost time and be thrown away.
 */
final class PlainOut implements SliceWriter {
  /** Parquet's own limit. */
  private static final int ROWS_A_PAGE = 20_000;

  /** More different longs than this do not fit a dictionary page. */
  private static final int LARGEST_DICTIONARY = 1 << 17;

  private static final int SAMPLE = 4096;
  private static final int SLAB = 64;

  private final ColumnVector column;
  private final boolean @Nullable [] nulls;
  private final ColumnDescriptor descriptor;
  private final PageWriter pages;
  private int start;
  private int end;

  PlainOut(ColumnVector column, ColumnDescriptor descriptor, PageWriter pages) {
    this.column = column;
    this.nulls = column.nulls();
    this.descriptor = descriptor;
    this.pages = pages;
  }

  /** Whether this is the way to write a column. */
  static boolean suits(ColumnVector column) {
    return switch (column.type().storage()) {
      case DOUBLES, FLOATS -> true;
      case LONGS, INTS -> hardlyRepeats(column);
      case BOOLEANS, STRINGS, BINARIES, DECIMALS, NESTED -> false;
    };
  }

  /** By a sample: the fewer of it are alike, the more different values there are. */
  private static boolean hardlyRepeats(ColumnVector column) {
    int size = Math.min(column.size(), SAMPLE);
    long[] sample = new long[size];
    boolean longs = column.type().storage() == Storage.LONGS;
    for (int i = 0; i < size; i++) {
      int row = (int) ((long) i * column.size() / size);
      sample[i] = longs ? column.longs()[row] : column.ints()[row];
    }
    Arrays.sort(sample);
    long alike = 0;
    for (int i = 1; i < size; i++) {
      alike += sample[i] == sample[i - 1] ? 1 : 0;
    }
    long different =
        size == column.size()
            ? size - alike
            : alike == 0 ? Long.MAX_VALUE : (long) size * size / (2 * alike);
    return different > Math.min(LARGEST_DICTIONARY, column.size() / 2);
  }

  @Override
  public void write(int from, int to) {
    if (start == end) {
      start = from;
    }
    end = to;
    if (end - start >= ROWS_A_PAGE) {
      flush();
    }
  }

  long size() {
    return pages.getMemSize() + (long) (end - start) * Long.BYTES;
  }

  /** Writes what is left as the last page. */
  void flush() {
    if (start == end) {
      return;
    }
    try {
      int rows = end - start;
      int absent = absent();
      Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
      statistics.incrementNumNulls(absent);
      BytesInput values = BytesInput.from(values(rows - absent, statistics).array());
      boolean optional = descriptor.getMaxDefinitionLevel() > 0;
      pages.writePage(
          optional ? BytesInput.concat(levels(absent), values) : values,
          rows,
          rows,
          statistics,
          sizes(rows, absent, optional),
          GeospatialStatistics.noopBuilder().build(),
          Encoding.RLE,
          Encoding.RLE,
          Encoding.PLAIN);
      start = end;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isNull(int row) {
    return nulls != null && nulls[row];
  }

  private int absent() {
    int count = 0;
    for (int row = start; row < end; row++) {
      count += isNull(row) ? 1 : 0;
    }
    return count;
  }

  private SizeStatistics sizes(int rows, int absent, boolean optional) {
    SizeStatistics.Builder sizes =
        SizeStatistics.newBuilder(
            descriptor.getPrimitiveType(), 0, descriptor.getMaxDefinitionLevel());
    for (int i = 0; i < rows; i++) {
      sizes.add(0, optional && i >= absent ? 1 : 0);
    }
    return sizes.build();
  }

  private BytesInput levels(int absent) throws IOException {
    int rows = end - start;
    RunLengthBitPackingHybridEncoder levels =
        new RunLengthBitPackingHybridEncoder(
            1, SLAB, Math.max(SLAB, rows), new HeapByteBufferAllocator());
    for (int row = start; row < end; row++) {
      levels.writeInt(absent > 0 && isNull(row) ? 0 : 1);
    }
    BytesInput bytes = levels.toBytes();
    return BytesInput.concat(List.of(BytesInput.fromInt((int) bytes.size()), bytes));
  }

  private ByteBuffer values(int count, Statistics<?> statistics) {
    return switch (column.type().storage()) {
      case LONGS -> longs(count, statistics);
      case INTS -> ints(count, statistics);
      case DOUBLES -> doubles(count, statistics);
      default -> floats(count, statistics);
    };
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer longs(int count, Statistics<?> statistics) {
    ByteBuffer bytes = buffer(count * Long.BYTES);
    long[] values = column.longs();
    for (int row = start; row < end; row++) {
      if (!isNull(row)) {
        statistics.updateStats(values[row]);
        bytes.putLong(values[row]);
      }
    }
    return bytes;
  }

  private ByteBuffer ints(int count, Statistics<?> statistics) {
    ByteBuffer bytes = buffer(count * Integer.BYTES);
    int[] values = column.ints();
    for (int row = start; row < end; row++) {
      if (!isNull(row)) {
        statistics.updateStats(values[row]);
        bytes.putInt(values[row]);
      }
    }
    return bytes;
  }

  private ByteBuffer doubles(int count, Statistics<?> statistics) {
    ByteBuffer bytes = buffer(count * Double.BYTES);
    double[] values = column.doubles();
    for (int row = start; row < end; row++) {
      if (!isNull(row)) {
        statistics.updateStats(values[row]);
        bytes.putDouble(values[row]);
      }
    }
    return bytes;
  }

  private ByteBuffer floats(int count, Statistics<?> statistics) {
    ByteBuffer bytes = buffer(count * Float.BYTES);
    float[] values = column.floats();
    for (int row = start; row < end; row++) {
      if (!isNull(row)) {
        statistics.updateStats(values[row]);
        bytes.putFloat(values[row]);
      }
    }
    return bytes;
  }
}
