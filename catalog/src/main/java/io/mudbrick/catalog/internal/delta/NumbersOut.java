package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnType.Storage;
import io.mudbrick.catalog.delta.ColumnVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/**
 * Writes numbers that hardly repeat: they lie in the file as they lie in the array, and a
 * dictionary would cost time and be thrown away.
 */
final class NumbersOut extends PageOut {
  /** More different longs than this do not fit a dictionary page. */
  private static final int LARGEST_DICTIONARY = 1 << 17;

  private static final int SAMPLE = 4096;

  private final ColumnVector column;

  NumbersOut(ColumnVector column, ColumnDescriptor descriptor, PageWriter pages) {
    super(column, descriptor, pages);
    this.column = column;
  }

  /** By a sample: the fewer of it are alike, the more different values there are. */
  static boolean hardlyRepeat(ColumnVector column) {
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
  int take(int from, int to) {
    return to;
  }

  @Override
  boolean isFull() {
    return false;
  }

  @Override
  Encoding encoding() {
    return Encoding.PLAIN;
  }

  @Override
  long bytes() {
    return (long) rows() * Long.BYTES;
  }

  @Override
  BytesInput values(int present, Statistics<?> statistics) {
    ByteBuffer values =
        switch (column.type().storage()) {
          case LONGS -> longs(present, statistics);
          case INTS -> ints(present, statistics);
          case DOUBLES -> doubles(present, statistics);
          default -> floats(present, statistics);
        };
    return BytesInput.from(values.flip());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer longs(int count, Statistics<?> statistics) {
    ByteBuffer bytes = buffer(count * Long.BYTES);
    long[] values = column.longs();
    for (int row = start(); row < end(); row++) {
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
    for (int row = start(); row < end(); row++) {
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
    for (int row = start(); row < end(); row++) {
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
    for (int row = start(); row < end(); row++) {
      if (!isNull(row)) {
        statistics.updateStats(values[row]);
        bytes.putFloat(values[row]);
      }
    }
    return bytes;
  }
}
