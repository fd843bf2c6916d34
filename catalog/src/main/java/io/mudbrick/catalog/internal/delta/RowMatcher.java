package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnBatch;
import java.util.List;
import java.util.Map;

/** Says which rows of a table a delete or an upsert is about. */
interface RowMatcher {
  /** The columns it looks at. */
  List<String> columns();

  /** False only when the log shows that a file holds no row that it accepts. */
  boolean mayMatch(FileStats stats);

  /** False only when no row of a partition can be one that it accepts. */
  default boolean mayMatch(Map<String, String> partition) {
    return true;
  }

  /** True at the rows it accepts; the batch holds {@link #columns()} in that order. */
  boolean[] matches(ColumnBatch batch);
}
