package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.ColumnVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a long of each key, so that what comes after moves longs only: equal keys, and only they,
 * get equal longs. A key of one column of numbers is its own bits; any other gets a number in a
 * dictionary of the keys that this was made from. Thread-safe.
 */
final class KeyLongs {
  /**
   * Keys as longs.
   *
   * @param absent true where there is no long: for a null in the key, or a key not in the
   *     dictionary; null when there is one everywhere
   */
  record Longs(long[] values, boolean @Nullable [] absent) {
    boolean has(int row) {
      return absent == null || !absent[row];
    }
  }

  private final @Nullable KeyCodes dictionary;
  private final Longs own;

  /**
   * @param key at least one column, all of one length
   */
  KeyLongs(List<ColumnVector> key) {
    if (key.size() == 1 && ColumnCodes.isNumber(key.get(0).type().storage())) {
      dictionary = null;
      own = bits(key.get(0));
    } else {
      dictionary = new KeyCodes(key);
      own = codes(dictionary.codes());
    }
  }

  /** Those that it was made from. */
  Longs own() {
    return own;
  }

  /** How many bytes its dictionary takes, roughly. */
  long bytes() {
    return dictionary == null ? 0 : dictionary.size() * 80L;
  }

  /** Other rows' keys. */
  Longs of(List<ColumnVector> key) {
    return dictionary == null ? bits(key.get(0)) : codes(dictionary.find(key));
  }

  private static Longs bits(ColumnVector column) {
    return new Longs(ColumnCodes.bits(column), column.nulls());
  }

  private static Longs codes(int[] codes) {
    long[] values = new long[codes.length];
    boolean[] absent = null;
    for (int i = 0; i < codes.length; i++) {
      values[i] = codes[i];
      if (codes[i] == LongCodes.UNKNOWN) {
        absent = absent == null ? new boolean[codes.length] : absent;
        absent[i] = true;
      }
    }
    return new Longs(values, absent);
  }
}
