package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import java.util.List;

/** Matches the rows that fit a filter, and knows by the log where none can be. */
record FilterMatcher(BoundFilter filter, List<String> columns, List<String> partitions)
    implements RowMatcher {

  static FilterMatcher of(Filter filter, Basis basis) {
    Schema table = basis.schema();
    BoundFilter bound = BoundFilter.of(filter, table);
    // A condition such as "true" looks at no column: any will do to count the rows.
    List<String> columns = bound.columns().isEmpty() ? table.names() : List.copyOf(bound.columns());
    return new FilterMatcher(bound, columns, basis.partitionColumns());
  }

  @Override
  public boolean mayMatch(AddFile file) {
    return filter.mayMatch(new FileValues(file, partitions));
  }

  @Override
  public boolean[] matches(ColumnBatch batch) {
    return filter.matches(batch);
  }
}
