package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.util.List;
import java.util.function.Predicate;

/** Matches the rows that a caller's function accepts. */
record PredicateMatcher(Schema table, Predicate<Row> predicate) implements RowMatcher {
  @Override
  public List<String> columns() {
    return table.names();
  }

  @Override
  public boolean mayMatch(AddFile file) {
    return true;
  }

  @Override
  public boolean[] matches(ColumnBatch batch) {
    boolean[] accepted = new boolean[batch.size()];
    for (int row = 0; row < accepted.length; row++) {
      accepted[row] = predicate.test(batch.row(row));
    }
    return accepted;
  }
}
