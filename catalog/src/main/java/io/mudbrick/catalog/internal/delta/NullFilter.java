package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import java.util.Set;

/** Rows in which a column or a field is null, or is not. */
record NullFilter(FieldPath path, boolean wanted) implements BoundFilter {
  @Override
  public Set<String> columns() {
    return Set.of(path.root().name());
  }

  @Override
  public boolean mayMatch(FileValues file) {
    return wanted ? !file.noNulls(path) : !file.onlyNulls(path);
  }

  @Override
  public boolean[] matches(ColumnBatch batch) {
    ColumnVector column = path.vector(batch);
    boolean[] matches = new boolean[batch.size()];
    for (int row = 0; row < matches.length; row++) {
      matches[row] = (path.value(column, row) == null) == wanted;
    }
    return matches;
  }
}
