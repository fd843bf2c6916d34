package io.mudbrick.featurestore.internal.join;

import java.util.Arrays;

/**
 * The labels of one partition of the keys, by key and time, and for each the best row that it was
 * offered so far. Small enough to stay in the cache of a core while rows are offered. Not
 * thread-safe.
 */
final class LabelIndex {
  /** What a label takes: time, place, time and id of its best row; at most a key of its own. */
  static final long BYTES_A_LABEL = 8 + 4 + 8 + 8 + 4 + 4 * (8 + 4);

  private final LongCodes keys;
  private final int[] starts;
  private final long[] times;
  private final int[] labels;
  private final long[] bestTimes;
  private final long[] bestRows;

  /** The labels of {@code from} to before {@code to}, which are all those of a partition. */
  LabelIndex(RowParts parts, int from, int to) {
    int size = to - from;
    keys = new LongCodes(size / 8);
    int[] groups = new int[size];
    for (int i = 0; i < size; i++) {
      groups[i] = keys.add(parts.keys()[from + i]);
    }
    starts = new int[keys.size() + 1];
    for (int group : groups) {
      starts[group + 1]++;
    }
    for (int g = 0; g < keys.size(); g++) {
      starts[g + 1] += starts[g];
    }
    times = new long[size];
    labels = new int[size];
    int[] next = Arrays.copyOf(starts, keys.size());
    for (int i = 0; i < size; i++) {
      int at = next[groups[i]]++;
      labels[at] = parts.rows()[from + i];
      times[at] = parts.times()[from + i];
    }
    SliceSort sort = new SliceSort(times, labels);
    for (int g = 0; g < keys.size(); g++) {
      sort.sort(starts[g], starts[g + 1]);
    }
    bestTimes = new long[size];
    bestRows = new long[size];
    Arrays.fill(bestRows, AsOfJoin.NONE);
  }

  /**
   * Offers rows of this partition. A row can be the best one of the first label that is not before
   * it; of the labels behind, it is that as long as they have no other.
   */
  void offer(RowParts rows, int from, int to) {
    long[] rowKeys = rows.keys();
    long[] rowTimes = rows.times();
    int[] ids = rows.rows();
    for (int i = from; i < to; i++) {
      int group = keys.find(rowKeys[i]);
      if (group != LongCodes.UNKNOWN) {
        int end = starts[group + 1];
        int at = firstNotBefore(starts[group], end, rowTimes[i]);
        if (at < end && better(rowTimes[i], rows.base() + ids[i], at)) {
          bestTimes[at] = rowTimes[i];
          bestRows[at] = rows.base() + ids[i];
        }
      }
    }
  }

  /** Of rows with one time the one that stands last in the table is the better. */
  private boolean better(long time, long row, int at) {
    long best = bestRows[at];
    return best == AsOfJoin.NONE || time > bestTimes[at] || (time == bestTimes[at] && row > best);
  }

  /** A binary search without a branch to guess wrong; the range is never empty. */
  private int firstNotBefore(int from, int to, long time) {
    int base = from;
    int length = to - from;
    while (length > 1) {
      int half = length >>> 1;
      base += times[base + half - 1] < time ? half : 0;
      length -= half;
    }
    return base + (times[base] < time ? 1 : 0);
  }

  /** Writes the best row of each label, and the row's time, to the label's place. */
  void finish(long lookback, long[] found, long[] foundTimes) {
    for (int g = 0; g + 1 < starts.length; g++) {
      long row = AsOfJoin.NONE;
      long time = 0;
      for (int at = starts[g]; at < starts[g + 1]; at++) {
        if (bestRows[at] != AsOfJoin.NONE) {
          row = bestRows[at];
          time = bestTimes[at];
        }
        if (row != AsOfJoin.NONE && TableIndex.within(time, times[at], lookback)) {
          found[labels[at]] = row;
          foundTimes[labels[at]] = time;
        }
      }
    }
  }
}
