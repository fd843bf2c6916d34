package io.mudbrick.catalog.delta;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * One write to a table; get one from {@link DeltaTable#write()}. The methods that set something
 * return a further write and leave this one as it was; the others commit, and return when the rows
 * and the commit are on disk. Either all of a write is visible or nothing.
 *
 * <p>Rows are fitted to the table by column name; nullable columns that they lack become null.
 * Every committing method throws {@link io.mudbrick.platform.PlatformException}:
 * INVALID_PARAMETER_VALUE when the data does not fit, naming the column; ABORTED when other
 * processes changed the same rows again and again.
 */
public interface TableWrite {
  /**
   * Makes the write idempotent: when the table already holds this or a later version of the
   * application's, nothing is written and the result says so.
   *
   * @param application a name that only this writer uses
   * @param version grows with every write
   */
  TableWrite transaction(String application, long version);

  /** Adds the columns that the data has and the table lacks, as nullable ones. */
  TableWrite addingColumns();

  /** Adds rows. Never conflicts with other writers. */
  CommitResult append(ColumnBatch rows);

  /** Replaces all rows; the schema stays. */
  CommitResult overwrite(ColumnBatch rows);

  /**
   * Replaces the rows that have the same key and adds the others. After it, each key of the data is
   * in the table exactly once. The data must hold each key once, without null.
   */
  CommitResult upsert(ColumnBatch rows, Collection<String> keyColumns);

  /**
   * Removes the rows whose key is in the data.
   *
   * @param keys columns of the table, all of them the key
   */
  CommitResult deleteByKey(ColumnBatch keys);

  /** Removes the rows that a predicate accepts. It may be called more than once for a row. */
  CommitResult delete(Predicate<Row> predicate);

  /** As {@link #append(ColumnBatch)}. */
  CommitResult append(Collection<Row> rows);

  /** As {@link #overwrite(ColumnBatch)}. */
  CommitResult overwrite(Collection<Row> rows);

  /** As {@link #upsert(ColumnBatch, Collection)}. */
  CommitResult upsert(Collection<Row> rows, Collection<String> keyColumns);

  /** As {@link #deleteByKey(ColumnBatch)}; each row holds the key columns only. */
  CommitResult deleteByKey(List<Row> keys);
}
