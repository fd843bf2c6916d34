package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Collects the cells of one column, and finds its kind as they come. */
final class CellColumn {
  /** The least room of a second row: most requests have one. */
  private static final int FIRST = 8;

  /** Of columns without nulls; never changed. */
  private static final BitSet NONE = new BitSet();

  private int size;
  private int expected;
  private BitSet nulls = NONE;
  private double @Nullable [] doubles;
  private long @Nullable [] longs;
  private boolean @Nullable [] booleans;
  private @Nullable String @Nullable [] strings;

  int size() {
    return size;
  }

  /** Says how many rows are likely to come, which saves copies. */
  void expect(int rows) {
    expected = rows;
  }

  private int room() {
    return Math.max(Math.max(FIRST, expected), size * 2);
  }

  void addNull() {
    if (nulls.isEmpty()) {
      nulls = new BitSet();
    }
    nulls.set(size++);
  }

  /** Whether a number with a fraction fits the column. */
  boolean add(double value) {
    double[] cells = doubles;
    if (cells != null && size < cells.length) {
      cells[size++] = value;
      return true;
    }
    return addWithRoom(value);
  }

  private boolean addWithRoom(double value) {
    if (booleans != null || strings != null) {
      return false;
    }
    double[] cells = doubles;
    if (cells == null) {
      cells = widened();
    }
    if (size >= cells.length) {
      cells = Arrays.copyOf(cells, room());
    }
    cells[size++] = value;
    doubles = cells;
    longs = null;
    return true;
  }

  private double[] widened() {
    double[] cells = new double[size + 1];
    if (longs != null) {
      // What follows the last number is null, and may have no room yet.
      for (int i = 0; i < Math.min(size, longs.length); i++) {
        cells[i] = longs[i];
      }
    }
    return cells;
  }

  /** Whether a whole number fits the column. */
  boolean add(long value) {
    if (doubles != null) {
      return add((double) value);
    }
    if (booleans != null || strings != null) {
      return false;
    }
    long[] cells = longs == null ? new long[size + 1] : longs;
    if (size >= cells.length) {
      cells = Arrays.copyOf(cells, room());
    }
    cells[size++] = value;
    longs = cells;
    return true;
  }

  /** Whether a truth fits the column. */
  boolean add(boolean value) {
    if (doubles != null || longs != null || strings != null) {
      return false;
    }
    boolean[] cells = booleans == null ? new boolean[size + 1] : booleans;
    if (size >= cells.length) {
      cells = Arrays.copyOf(cells, room());
    }
    cells[size++] = value;
    booleans = cells;
    return true;
  }

  /** Whether a text fits the column. */
  boolean add(String value) {
    if (doubles != null || longs != null || booleans != null) {
      return false;
    }
    @Nullable String[] cells = strings == null ? new String[size + 1] : strings;
    if (size >= cells.length) {
      cells = Arrays.copyOf(cells, room());
    }
    cells[size++] = value;
    strings = cells;
    return true;
  }

  Column build() {
    if (doubles != null) {
      return Column.doubles(doubles.length == size ? doubles : Arrays.copyOf(doubles, size), nulls);
    }
    if (longs != null) {
      return Column.longs(longs.length == size ? longs : Arrays.copyOf(longs, size), nulls);
    }
    if (booleans != null) {
      return Column.booleans(
          booleans.length == size ? booleans : Arrays.copyOf(booleans, size), nulls);
    }
    return strings != null
        ? Column.strings(strings.length == size ? strings : Arrays.copyOf(strings, size))
        : Column.objects(new Object[size]);
  }
}
