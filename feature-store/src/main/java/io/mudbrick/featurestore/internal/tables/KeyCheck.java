package io.mudbrick.featurestore.internal.tables;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.join.KeyGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Sees to it that rows have keys, and each its own. */
final class KeyCheck {
  /** How many bad rows an error names. */
  private static final int NAMED = 5;

  private KeyCheck() {}

  static void check(FeatureTable table, ColumnBatch rows) {
    Map<String, ColumnVector> keys = new LinkedHashMap<>();
    table.primaryKeys().forEach(name -> keys.put(name, rows.column(name)));
    List<ColumnVector> vectors = List.copyOf(keys.values());
    List<String> bad = new ArrayList<>();
    for (int row = 0; row < rows.size() && bad.size() < NAMED; row++) {
      for (Map.Entry<String, ColumnVector> key : keys.entrySet()) {
        if (key.getValue().isNull(row)) {
          bad.add(row + " (" + key.getKey() + ")");
          break;
        }
      }
    }
    if (!bad.isEmpty()) {
      throw FeatureStoreErrors.nullKeys(table.name(), bad);
    }
    if (rows.size() == 0) {
      return;
    }
    int[] firstOf = KeyGroups.firstOf(vectors);
    for (int row = 0; row < firstOf.length && bad.size() < NAMED; row++) {
      if (firstOf[row] != row) {
        bad.add(firstOf[row] + " and " + row + " " + describe(keys, row));
      }
    }
    if (!bad.isEmpty()) {
      throw FeatureStoreErrors.duplicateKeys(table.name(), bad);
    }
  }

  /** The key columns alone; a null in them is for {@link #check} to name. */
  static ColumnBatch keysOf(FeatureTable table, ColumnBatch rows) {
    ColumnBatch keys = rows.select(table.primaryKeys());
    return ColumnBatch.of(keys.schema().nullable(), keys.columns());
  }

  private static String describe(Map<String, ColumnVector> keys, int row) {
    StringJoiner text = new StringJoiner(", ", "(", ")");
    keys.forEach((name, values) -> text.add(name + "=" + values.get(row)));
    return text.toString();
  }
}
