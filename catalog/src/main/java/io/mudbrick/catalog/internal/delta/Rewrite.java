package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes anew the files that hold some rows. For one change and one thread. */
final class Rewrite {
  private final Basis basis;
  private final Change change;
  private final DataFiles data;
  private final Schema schema;
  private final List<ColumnBatch> parts = new ArrayList<>();
  private long copied;

  /**
   * @param schema of the new files; wider than the table's when the change adds columns
   */
  Rewrite(Basis basis, Change change, DataFiles data, Schema schema) {
    this.basis = basis;
    this.change = change;
    this.data = data;
    this.schema = schema;
  }

  /** Puts other rows in the place of those that match; returns how many matched. */
  long replace(RowMatcher matcher, UnaryOperator<ColumnBatch> replacement) {
    List<String> partitions = basis.partitionColumns();
    Schema looked = schema.select(matcher.columns());
    long matched = 0;
    for (AddFile file : basis.read(matcher::mayMatch)) {
      boolean[] matches = matcher.matches(data.read(file, looked, partitions));
      int[] hits = positions(matches, true);
      if (hits.length > 0) {
        matched += hits.length;
        copied += matches.length - hits.length;
        change.removed.add(file);
        ColumnBatch rows = data.read(file, schema, partitions);
        parts.add(rows.take(positions(matches, false)));
        parts.add(replacement.apply(rows.take(hits)));
      }
    }
    return matched;
  }

  UnaryOperator<ColumnBatch> nothing() {
    return rows -> ColumnBatch.empty(rows.schema());
  }

  /** Rows of replaced files that stay as they were. */
  long copied() {
    return copied;
  }

  /** Writes what replaces the old files, and further rows behind it. */
  void write(ColumnBatch further) {
    List<ColumnBatch> all = new ArrayList<>(parts);
    all.add(further);
    all.removeIf(part -> part.size() == 0);
    if (!all.isEmpty()) {
      change.added.addAll(
          data.write(Batches.concat(schema, all), basis.partitionColumns(), basis.version()));
    }
  }

  private static int[] positions(boolean[] matches, boolean wanted) {
    int[] found = new int[matches.length];
    int count = 0;
    for (int row = 0; row < matches.length; row++) {
      if (matches[row] == wanted) {
        found[count++] = row;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
