package io.mudbrick.featurestore.internal.join;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Which row of which part of a table each label gets, by part. */
final class PartRows {
  private static final int ROW_BITS = 32;
  private static final long ROW = (1L << ROW_BITS) - 1;

  private final long[] found;
  private final int[] starts;
  private final int[] labels;

  /**
   * @param found by label the id of a row, or {@link AsOfJoin#NONE}
   */
  PartRows(long[] found, int parts) {
    this.found = found;
    starts = new int[parts + 1];
    for (long id : found) {
      if (id != AsOfJoin.NONE) {
        starts[part(id) + 1]++;
      }
    }
    for (int p = 0; p < parts; p++) {
      starts[p + 1] += starts[p];
    }
    labels = new int[starts[parts]];
    int[] next = Arrays.copyOf(starts, parts);
    for (int label = 0; label < found.length; label++) {
      if (found[label] != AsOfJoin.NONE) {
        labels[next[part(found[label])]++] = label;
      }
    }
  }

  /** What a row is called in a join over all parts; later parts, and later rows, are greater. */
  static long id(int part, long row) {
    return ((long) part << ROW_BITS) + row;
  }

  private static int part(long id) {
    return (int) (id >>> ROW_BITS);
  }

  int size() {
    return found.length;
  }

  /** The parts that some label has a row in. */
  int[] parts() {
    return IntStream.range(0, starts.length - 1).filter(p -> starts[p + 1] > starts[p]).toArray();
  }

  /** The labels whose rows are in a part. */
  int[] labels(int part) {
    return Arrays.copyOfRange(labels, starts[part], starts[part + 1]);
  }

  /** The row of a label within its part. */
  long row(int label) {
    return found[label] & ROW;
  }
}
