package io.mudbrick.featurestore.internal.join;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Rows sorted by the partition of their key, and in their order within it: counted, then placed,
 * into room that is used again. Rows without a key or a time, and those too new or too old for any
 * label, are left out. Not thread-safe; several threads share the work of one call.
 */
final class RowParts {
  /** What a row takes here. */
  static final long BYTES_A_ROW = 8 + 8 + 4 + 2;

  /** Fewer rows are not worth a second thread. */
  private static final int ROWS_A_THREAD = 1 << 14;

  private static final short LEFT_OUT = -1;

  private final Partitioning partitioning;
  private final int threads;
  private final int[] starts;
  private short[] part = {};
  private long[] keys = {};
  private long[] times = {};
  private int[] rows = {};
  private long base;

  RowParts(Partitioning partitioning, int threads) {
    this.partitioning = partitioning;
    this.threads = threads;
    starts = new int[partitioning.count() + 1];
  }

  long[] keys() {
    return keys;
  }

  long[] times() {
    return times;
  }

  /** The rows' ids, counted from {@link #base}. */
  int[] rows() {
    return rows;
  }

  long base() {
    return base;
  }

  /** Where a partition starts; that of the one behind the last is where the last ends. */
  int start(int partition) {
    return starts[partition];
  }

  /**
   * Takes rows in place of those before.
   *
   * @param firstId the id of the first one
   */
  void fill(KeyedRows from, int offset, int size, long firstId) {
    room(size);
    base = firstId;
    int slices = Math.max(1, Math.min(threads, size / ROWS_A_THREAD));
    int[][] places = new int[slices][partitioning.count()];
    run(slices, slices, s -> count(from, offset, bounds(size, s, slices), places[s]));
    int total = 0;
    for (int p = 0; p < partitioning.count(); p++) {
      starts[p] = total;
      for (int[] slice : places) {
        int own = slice[p];
        slice[p] = total;
        total += own;
      }
    }
    starts[partitioning.count()] = total;
    run(slices, slices, s -> place(from, offset, bounds(size, s, slices), places[s]));
  }

  /** Makes room for so many rows, which are then put into the arrays by their owner. */
  void room(int size) {
    if (rows.length < size) {
      part = new short[size];
      keys = new long[size];
      times = new long[size];
      rows = new int[size];
    }
  }

  /** Says what the arrays hold: rows of these partitions, and none of others. */
  void holds(int first, int[] sizes, long firstId) {
    base = firstId;
    int total = 0;
    for (int p = 0; p < starts.length; p++) {
      starts[p] = total;
      total += p >= first && p - first < sizes.length ? sizes[p - first] : 0;
    }
  }

  private record Bounds(int from, int to) {}

  private static Bounds bounds(int size, int slice, int slices) {
    return new Bounds(
        (int) ((long) size * slice / slices), (int) ((long) size * (slice + 1) / slices));
  }

  private void count(KeyedRows from, int offset, Bounds bounds, int[] counts) {
    for (int i = bounds.from; i < bounds.to; i++) {
      int row = offset + i;
      if (from.has(row) && partitioning.holds(from.time(row))) {
        int chosen = partitioning.of(from.key(row));
        part[i] = (short) chosen;
        counts[chosen]++;
      } else {
        part[i] = LEFT_OUT;
      }
    }
  }

  private void place(KeyedRows from, int offset, Bounds bounds, int[] places) {
    for (int i = bounds.from; i < bounds.to; i++) {
      if (part[i] != LEFT_OUT) {
        int at = places[part[i]]++;
        keys[at] = from.key(offset + i);
        times[at] = from.time(offset + i);
        rows[at] = i;
      }
    }
  }

  /** Runs tasks 0, 1, 2 ..., side by side where there are threads for it. */
  static void run(int threads, int tasks, IntConsumer task) {
    IntStream all = IntStream.range(0, tasks);
    (threads == 1 ? all : all.parallel()).forEach(task);
  }
}
