package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.ColumnVector;
import java.util.Arrays;
import java.util.List;

/** Which rows have the same key. */
public final class KeyGroups {
  private KeyGroups() {}

  /**
   * For each row the first row with the same key: itself when the key is new. Null equals nothing.
   */
  public static int[] firstOf(List<ColumnVector> key) {
    KeyCodes keys = new KeyCodes(key);
    int[] result = keys.codes();
    int[] first = new int[keys.size()];
    Arrays.fill(first, -1);
    for (int row = 0; row < result.length; row++) {
      int code = result[row];
      if (code < 0) {
        result[row] = row;
      } else {
        if (first[code] < 0) {
          first[code] = row;
        }
        result[row] = first[code];
      }
    }
    return result;
  }
}
