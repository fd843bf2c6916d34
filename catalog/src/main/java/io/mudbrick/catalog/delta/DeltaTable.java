package io.mudbrick.catalog.delta;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A Delta table. Thread-safe; any number of objects, threads and processes may work on one
 * directory. Tables are written as reader version 1, writer version 2, so that every engine reads
 * them. Tables that others wrote with later features (deletion vectors, column mapping, ...) are
 * read; a write to one fails with NOT_IMPLEMENTED and names the features.
 *
 * <p>Modules get one from the catalog, which checks grants.
 */
public interface DeltaTable {
  /** Where the table lies. */
  Path directory();

  /** The columns of the newest version. */
  Schema schema();

  /** The newest version, 0 for a table just made. */
  long version();

  List<String> partitionColumns();

  /** The Delta table properties. */
  Map<String, String> properties();

  /** What {@code DESCRIBE DETAIL} tells of the newest version. */
  TableDetail detail();

  /** A read of the newest version. */
  TableRead read();

  /** A write with options; without any, the methods below are shorter. */
  TableWrite write();

  /**
   * Adds nullable columns behind the others; rows already there have null in them.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when one exists or is
   *     required
   */
  CommitResult addColumns(List<Column> columns);

  /** Compaction, clean-up, restore. */
  TableMaintenance maintenance();

  /**
   * The rows that changed from one version to another, both included, as {@code table_changes(from,
   * to)}.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when the versions are no
   *     range of the table's; RESOURCE_DOES_NOT_EXIST when the log no longer holds them
   */
  TableChanges changes(long from, long to);

  /**
   * The rows that changed after a version, up to the newest; none when it is the newest.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #changes}
   */
  TableChanges changesSince(long version);

  /** The newest commits, newest first, at most {@code limit}. */
  List<TableCommit> history(int limit);

  /** The last version of {@link TableWrite#transaction} that an application committed. */
  OptionalLong lastTransaction(String application);

  /** {@link TableWrite#append(ColumnBatch)}. */
  default CommitResult append(ColumnBatch rows) {
    return write().append(rows);
  }

  /** {@link TableWrite#append(Collection)}. */
  default CommitResult append(Collection<Row> rows) {
    return write().append(rows);
  }

  /** {@link TableWrite#overwrite(ColumnBatch)}. */
  default CommitResult overwrite(ColumnBatch rows) {
    return write().overwrite(rows);
  }

  /** {@link TableWrite#overwrite(Collection)}. */
  default CommitResult overwrite(Collection<Row> rows) {
    return write().overwrite(rows);
  }

  /** {@link TableWrite#upsert(ColumnBatch, Collection)}. */
  default CommitResult upsert(ColumnBatch rows, String... keyColumns) {
    return write().upsert(rows, List.of(keyColumns));
  }

  /** {@link TableWrite#upsert(Collection, Collection)}. */
  default CommitResult upsert(Collection<Row> rows, String... keyColumns) {
    return write().upsert(rows, List.of(keyColumns));
  }
}
