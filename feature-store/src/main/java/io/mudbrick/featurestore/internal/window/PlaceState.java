package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.ColumnVector;
import java.util.Arrays;

/** Aggregates that pick one of the rows. */
abstract class PlaceState extends WindowState {
  private static final int NONE = -1;
  private final ColumnVector input;
  private final int[] places;

  PlaceState(ColumnVector input, int results) {
    this.input = input;
    this.places = new int[results];
    Arrays.fill(places, NONE);
  }

  final ColumnVector input() {
    return input;
  }

  /** The row of the source that the window comes to; negative for none. */
  abstract int place();

  @Override
  final void note(int result) {
    places[result] = place();
  }

  @Override
  final ColumnVector results() {
    return input.take(places);
  }

  /** The first or the last row, whatever is in it. */
  static final class Edge extends PlaceState {
    private final boolean last;

    Edge(ColumnVector input, int results, boolean last) {
      super(input, results);
      this.last = last;
    }

    @Override
    void clear() {}

    @Override
    void add(int row) {}

    @Override
    void remove(int row) {}

    @Override
    int place() {
      return from() == to() ? NONE : last ? to() - 1 : from();
    }
  }

  /**
   * The row with the least or the greatest value: those that may still become it wait in a queue,
   * each better than the ones behind it.
   */
  static final class Extreme extends PlaceState {
    private final long[] keys;
    private final boolean greatest;
    private int[] queue = new int[16];
    private int head;
    private int tail;

    Extreme(ColumnVector input, int results, long[] keys, boolean greatest) {
      super(input, results);
      this.keys = keys;
      this.greatest = greatest;
    }

    @Override
    void clear() {
      head = 0;
      tail = 0;
    }

    @Override
    void add(int row) {
      if (input().isNull(row)) {
        return;
      }
      long key = keys[row];
      while (tail > head && !better(keys[queue[tail - 1]], key)) {
        tail--;
      }
      if (tail == queue.length) {
        room();
      }
      queue[tail++] = row;
    }

    private void room() {
      if (head > queue.length / 2) {
        System.arraycopy(queue, head, queue, 0, tail - head);
        tail -= head;
        head = 0;
      } else {
        queue = Arrays.copyOf(queue, queue.length * 2);
      }
    }

    private boolean better(long one, long other) {
      return greatest ? one > other : one < other;
    }

    @Override
    void remove(int row) {
      if (tail > head && queue[head] == row) {
        head++;
      }
    }

    @Override
    int place() {
      return tail == head ? NONE : queue[head];
    }
  }

  /** The row whose value stands at a share of the values in order: a tree counts them by rank. */
  static final class Percentile extends PlaceState {
    private final int[] ranks;
    private final double share;
    private int[] ownRanks = new int[0];
    private int[] rowOf = new int[0];
    private int[] tree = new int[1];
    private int size;
    private int count;

    Percentile(ColumnVector input, int results, int[] ranks, double share) {
      super(input, results);
      this.ranks = ranks;
      this.share = share;
    }

    @Override
    void enter(int start, int end) {
      int[] all = new int[end - start];
      int used = 0;
      for (int slot = start; slot < end; slot++) {
        int rank = ranks[slot];
        if (rank >= 0) {
          all[used++] = rank;
        }
      }
      Arrays.sort(all, 0, used);
      size = 0;
      for (int i = 0; i < used; i++) {
        if (i == 0 || all[i] != all[size - 1]) {
          all[size++] = all[i];
        }
      }
      ownRanks = all;
      rowOf = new int[size];
      tree = new int[size + 1];
    }

    @Override
    void clear() {
      Arrays.fill(tree, 0);
      count = 0;
    }

    @Override
    void add(int row) {
      change(row, 1);
    }

    @Override
    void remove(int row) {
      change(row, -1);
    }

    private void change(int row, int by) {
      if (ranks[row] >= 0) {
        int rank = Arrays.binarySearch(ownRanks, 0, size, ranks[row]);
        rowOf[rank] = row;
        count += by;
        for (int i = rank + 1; i <= size; i += i & -i) {
          tree[i] += by;
        }
      }
    }

    @Override
    int place() {
      if (count == 0) {
        return NONE;
      }
      int wanted = Math.max(1, (int) Math.ceil(share * count));
      int at = 0;
      for (int step = Integer.highestOneBit(size); step > 0; step >>= 1) {
        if (at + step <= size && tree[at + step] < wanted) {
          at += step;
          wanted -= tree[at];
        }
      }
      return rowOf[at];
    }
  }
}
