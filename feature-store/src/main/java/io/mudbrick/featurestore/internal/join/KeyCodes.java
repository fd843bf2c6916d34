package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.ColumnVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives equal keys of one or several columns equal small numbers, so that what comes after works on
 * ints. Built from one side of a join, asked by the other. A key with a null in it has no number.
 */
public final class KeyCodes {
  private final List<ColumnCodes> columns = new ArrayList<>();
  private final List<LongCodes> pairs = new ArrayList<>();
  private final int[] codes;
  private final int size;

  /**
   * @param key at least one column, all of one length
   */
  public KeyCodes(List<ColumnVector> key) {
    int rows = key.get(0).size();
    int[] all = new int[0];
    for (int c = 0; c < key.size(); c++) {
      ColumnCodes column = new ColumnCodes(key.get(c).type().storage(), rows);
      columns.add(column);
      int[] own = column.add(key.get(c));
      if (c == 0) {
        all = own;
      } else {
        LongCodes pair = new LongCodes(rows);
        pairs.add(pair);
        for (int i = 0; i < rows; i++) {
          all[i] = all[i] < 0 || own[i] < 0 ? LongCodes.UNKNOWN : pair.add(both(all[i], own[i]));
        }
      }
    }
    codes = all;
    size = pairs.isEmpty() ? columns.get(0).size() : pairs.get(pairs.size() - 1).size();
  }

  /** The numbers of the rows it was built from. */
  public int[] codes() {
    return codes;
  }

  /** How many distinct keys there are. */
  public int size() {
    return size;
  }

  /** The numbers of other rows' keys; -1 for those that it does not know. */
  public int[] find(List<ColumnVector> key) {
    int[] all = columns.get(0).find(key.get(0));
    for (int c = 1; c < columns.size(); c++) {
      int[] own = columns.get(c).find(key.get(c));
      LongCodes pair = pairs.get(c - 1);
      for (int i = 0; i < all.length; i++) {
        all[i] = all[i] < 0 || own[i] < 0 ? LongCodes.UNKNOWN : pair.find(both(all[i], own[i]));
      }
    }
    return all;
  }

  private static long both(int high, int low) {
    return ((long) high << 32) | low;
  }
}
