package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds which rows a commit took away with some files and did not bring back in others, column by
 * column and without making an object of each: most rows of a file that was rewritten are as they
 * were. Values are compared as {@link Row#equals} does. For one thread.
 */
final class RowMatch {
  private static final int NONE = -1;

  private final List<ColumnBatch> removed;
  private final int[] starts;
  private final int[] first;
  private final int[] next;
  private final int[] hashes;
  private final BitSet matched = new BitSet();

  /**
   * @param removed batches of one schema
   */
  RowMatch(List<ColumnBatch> removed) {
    this.removed = removed;
    this.starts = new int[removed.size() + 1];
    for (int b = 0; b < removed.size(); b++) {
      starts[b + 1] = Math.addExact(starts[b], removed.get(b).size());
    }
    int rows = starts[removed.size()];
    this.first = new int[Integer.highestOneBit(Math.max(8, rows)) * 2];
    this.next = new int[rows];
    this.hashes = new int[rows];
    Arrays.fill(first, NONE);
    for (int b = removed.size() - 1; b >= 0; b--) {
      int[] hash = hashes(removed.get(b));
      for (int row = hash.length - 1; row >= 0; row--) { // so that the first of equal rows leads
        int at = starts[b] + row;
        hashes[at] = hash[row];
        int slot = slot(hash[row]);
        next[at] = first[slot];
        first[slot] = at;
      }
    }
  }

  private int slot(int hash) {
    return ((hash * 0x9E37_79B9) >>> 7) & (first.length - 1);
  }

  /** The rows that are not among the removed ones; each of those answers for one row only. */
  List<Row> added(ColumnBatch batch) {
    List<Row> fresh = new ArrayList<>();
    int[] hash = hashes(batch);
    for (int row = 0; row < hash.length; row++) {
      if (!match(batch, row, hash[row])) {
        fresh.add(batch.row(row));
      }
    }
    return fresh;
  }

  private boolean match(ColumnBatch batch, int row, int hash) {
    int slot = slot(hash);
    int before = NONE;
    for (int at = first[slot]; at != NONE; at = next[at]) {
      if (hashes[at] == hash && isSame(at, batch, row)) {
        matched.set(at);
        if (before == NONE) {
          first[slot] = next[at];
        } else {
          next[before] = next[at];
        }
        return true;
      }
      before = at;
    }
    return false;
  }

  /** The removed rows that nothing brought back, in their order. */
  List<Row> gone() {
    List<Row> gone = new ArrayList<>();
    for (int b = 0; b < removed.size(); b++) {
      int end = starts[b + 1];
      for (int at = matched.nextClearBit(starts[b]); at < end; at = matched.nextClearBit(at + 1)) {
        gone.add(removed.get(b).row(at - starts[b]));
      }
    }
    return gone;
  }

  private boolean isSame(int at, ColumnBatch batch, int row) {
    int b = Arrays.binarySearch(starts, at);
    b = b < 0 ? -b - 2 : b;
    while (starts[b + 1] == at) {
      b++; // an empty batch begins where the next one does
    }
    ColumnBatch other = removed.get(b);
    for (int c = 0; c < batch.columns().size(); c++) {
      if (!isSame(other.column(c), at - starts[b], batch.column(c), row)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(ColumnVector one, int i, ColumnVector other, int j) {
    if (one.isNull(i) || other.isNull(j)) {
      return one.isNull(i) && other.isNull(j);
    }
    return switch (one.type().storage()) {
      case BOOLEANS -> one.booleans()[i] == other.booleans()[j];
      case INTS -> one.ints()[i] == other.ints()[j];
      case LONGS -> one.longs()[i] == other.longs()[j];
      case FLOATS -> Float.compare(one.floats()[i], other.floats()[j]) == 0;
      case DOUBLES -> Double.compare(one.doubles()[i], other.doubles()[j]) == 0;
      case STRINGS -> Objects.equals(one.strings()[i], other.strings()[j]);
      case BINARIES, DECIMALS, NESTED -> Objects.deepEquals(one.get(i), other.get(j));
    };
  }

  private static int[] hashes(ColumnBatch batch) {
    int[] hashes = new int[batch.size()];
    for (ColumnVector column : batch.columns()) {
      for (int row = 0; row < hashes.length; row++) {
        hashes[row] = 31 * hashes[row] + (column.isNull(row) ? 0 : hash(column, row));
      }
    }
    return hashes;
  }

  private static int hash(ColumnVector column, int row) {
    return switch (column.type().storage()) {
      case BOOLEANS -> Boolean.hashCode(column.booleans()[row]);
      case INTS -> column.ints()[row];
      case LONGS -> Long.hashCode(column.longs()[row]);
      case FLOATS -> Float.hashCode(column.floats()[row]);
      case DOUBLES -> Double.hashCode(column.doubles()[row]);
      case STRINGS -> Objects.hashCode(column.strings()[row]);
      case BINARIES, DECIMALS, NESTED -> deepHash(column.get(row));
    };
  }

  private static int deepHash(@Nullable Object value) {
    return Arrays.deepHashCode(new @Nullable Object[] {value});
  }
}
