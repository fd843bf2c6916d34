package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.ColumnBatch;
import java.util.List;

/** Says which rows of a table a delete or an upsert is about. */
interface RowMatcher {
  /** The columns it looks at. */
  List<String> columns();

  /** False only when the log shows that a file holds no row that it accepts. */
  boolean mayMatch(AddFile file);

  /** True at the rows it accepts; the batch holds {@link #columns()} in that order. */
  boolean[] matches(ColumnBatch batch);
}
