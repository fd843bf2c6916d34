package io.mudbrick.catalog.delta;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One write to a table; get one from {@link DeltaTable#write()}. The methods that set something
 * return a further write and leave this one as it was; the others commit, and return when the rows
 * and the commit are on disk. Either all of a write is visible or nothing.
 *
 * <p>Rows are fitted to the table by column name; nullable columns that they lack become null.
 * Every committing method throws {@link io.mudbrick.platform.PlatformException}:
 * INVALID_PARAMETER_VALUE when the data does not fit, naming the column; ABORTED when other writers
 * changed what the write depends on, with the product's error class, such as {@code
 * DELTA_CONCURRENT_APPEND}, under {@code reason} of {@link
 * io.mudbrick.platform.PlatformException#details}. A write that is based on the newest version is
 * built anew up to twenty times before that; one with {@link #basedOn} is not.
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

  /**
   * Adds the columns and struct fields that the data has and the table lacks, as nullable ones, and
   * turns tinyint and smallint columns into the wider of them or int that the data has: what Delta
   * does with {@code mergeSchema}. A type that goes together with the table's in no such way is
   * refused with DELTA_FAILED_TO_MERGE_FIELDS.
   */
  TableWrite addingColumns();

  /**
   * Bases the write on what the caller has read: it commits only if the rows that the read stands
   * for are still the same, by the {@linkplain #isolation isolation level}. It is tried once; when
   * somebody else came first, the caller reads again and decides anew.
   *
   * @param read of the same table
   */
  TableWrite basedOn(TableRead read);

  /**
   * As the other, where the caller has read nothing: only the rows that the write itself looks at
   * must be as they were at that version.
   */
  TableWrite basedOn(long version);

  /** How strictly others' commits stop this write; else the table's property says. */
  TableWrite isolation(IsolationLevel level);

  /** Adds rows. Never conflicts with other writers, unless based on what the caller has read. */
  CommitResult append(ColumnBatch rows);

  /** Replaces all rows; the schema stays. */
  CommitResult overwrite(ColumnBatch rows);

  /**
   * Replaces the rows that have the same key and adds the others. After it, each key of the data is
   * in the table exactly once. The data must hold each key once, without null.
   */
  CommitResult upsert(ColumnBatch rows, Collection<String> keyColumns);

  /**
   * Gives the rows that have a key of the data new values, in those columns that the data has
   * beside the key. Rows of the data whose key is not in the table are left out.
   *
   * @param rows holds each key once, without null
   */
  CommitResult updateByKey(ColumnBatch rows, Collection<String> keyColumns);

  /**
   * Changes the rows that a predicate accepts. Both functions may be called more than once for a
   * row.
   *
   * @param change makes the new row, of the same schema; {@link Row#with} is of help
   */
  CommitResult update(Predicate<Row> predicate, UnaryOperator<Row> change);

  /**
   * Changes the rows that fit a filter; files that cannot hold one are neither read nor in the way
   * of other writers. The history keeps the condition.
   */
  CommitResult update(Filter filter, UnaryOperator<Row> change);

  /** Sets columns to values in the rows that fit a condition in SQL, as {@code UPDATE} does. */
  default CommitResult update(String condition, Map<String, ? extends @Nullable Object> values) {
    return update(Filter.sql(condition), row -> row.with(values));
  }

  /** Sets columns to values in the rows that a predicate accepts. */
  default CommitResult update(
      Predicate<Row> predicate, Map<String, ? extends @Nullable Object> values) {
    return update(predicate, row -> row.with(values));
  }

  /**
   * Removes the rows whose key is in the data.
   *
   * @param keys columns of the table, all of them the key
   */
  CommitResult deleteByKey(ColumnBatch keys);

  /** Removes the rows that a predicate accepts. It may be called more than once for a row. */
  CommitResult delete(Predicate<Row> predicate);

  /** Removes the rows that fit a filter, as {@link #update(Filter, UnaryOperator)} finds them. */
  CommitResult delete(Filter filter);

  /** Removes the rows that fit a condition in SQL. */
  default CommitResult delete(String condition) {
    return delete(Filter.sql(condition));
  }

  /**
   * As {@link #append(ColumnBatch)}, with one batch in memory at a time. All of them become visible
   * at once.
   *
   * @param batches of one schema. It is asked for its iterator again when another writer's commit
   *     makes this write start anew
   */
  CommitResult appendAll(Iterable<ColumnBatch> batches);

  /** As {@link #overwrite(ColumnBatch)}, with batches as in {@link #appendAll}. */
  CommitResult overwriteAll(Iterable<ColumnBatch> batches);

  /** As {@link #append(ColumnBatch)}. */
  CommitResult append(Collection<Row> rows);

  /** As {@link #overwrite(ColumnBatch)}. */
  CommitResult overwrite(Collection<Row> rows);

  /** As {@link #upsert(ColumnBatch, Collection)}. */
  CommitResult upsert(Collection<Row> rows, Collection<String> keyColumns);

  /** As {@link #updateByKey(ColumnBatch, Collection)}. */
  CommitResult updateByKey(Collection<Row> rows, Collection<String> keyColumns);

  /** As {@link #deleteByKey(ColumnBatch)}; each row holds the key columns only. */
  CommitResult deleteByKey(List<Row> keys);
}
