package io.mudbrick.featurestore.internal.join;

/**
 * Sorts slices of an array of times and carries an array of rows along: stable, nothing to do for
 * slices in order, insertion for short ones, merging for the rest.
 */
public final class SliceSort {
  private static final int SHORT = 24;

  private final long[] times;
  private final int[] rows;
  private long[] spareTimes = new long[0];
  private int[] spareRows = new int[0];

  public SliceSort(long[] times, int[] rows) {
    this.times = times;
    this.rows = rows;
  }

  public void sort(int from, int to) {
    if (ordered(from, to)) {
      return;
    }
    if (to - from <= SHORT) {
      insert(from, to);
      return;
    }
    if (spareTimes.length < to - from) {
      spareTimes = new long[to - from];
      spareRows = new int[to - from];
    }
    merge(from, to);
  }

  private boolean ordered(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (times[i - 1] > times[i]) {
        return false;
      }
    }
    return true;
  }

  private void insert(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long time = times[i];
      int row = rows[i];
      int j = i - 1;
      while (j >= from && times[j] > time) {
        times[j + 1] = times[j];
        rows[j + 1] = rows[j];
        j--;
      }
      times[j + 1] = time;
      rows[j + 1] = row;
    }
  }

  private void merge(int from, int to) {
    if (to - from <= SHORT) {
      insert(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    merge(from, middle);
    merge(middle, to);
    if (times[middle - 1] <= times[middle]) {
      return;
    }
    int left = middle - from;
    System.arraycopy(times, from, spareTimes, 0, left);
    System.arraycopy(rows, from, spareRows, 0, left);
    int i = 0;
    int j = middle;
    int out = from;
    while (i < left) {
      if (j < to && times[j] < spareTimes[i]) {
        times[out] = times[j];
        rows[out++] = rows[j++];
      } else {
        times[out] = spareTimes[i];
        rows[out++] = spareRows[i++];
      }
    }
  }
}
