package io.mudbrick.catalog;

import java.nio.file.Path;

/**
 * Delta tables whose commits count once the catalog has registered them (Delta's feature {@code
 * catalogManaged}): {@code /staging-tables} and {@code /delta/preview/commits}. Get one from {@link
 * Catalog#deltaCommits()}. Registering a commit publishes it in the table's log, so there are never
 * commits that only the catalog knows.
 */
public interface DeltaCommits {
  /**
   * Reserves a place for a managed table, which needs CREATE TABLE and the USE privileges.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_ALREADY_EXISTS} when there is a
   *     table of that name
   */
  StagedTable stage(String fullName);

  /**
   * Makes a table of what was written to a place that the caller reserved for that name.
   *
   * @param spec with the columns that version 0 has, or none
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} for another
   *     place, or when there is no version 0 yet
   */
  TableInfo create(TableSpec spec, Path directory);

  /**
   * Registers a commit: its version is the caller's from then on, as its file is on disk. The same
   * commit again changes nothing. It needs SELECT and MODIFY, and no mask that applies.
   *
   * @param directory the table's, as the writer knows it
   * @throws io.mudbrick.platform.PlatformException {@code ABORTED} when another commit has the
   *     version; {@code INVALID_PARAMETER_VALUE} when a version between is missing, the file is not
   *     there as told, or the table is not catalog-managed
   */
  void commit(String tableId, Path directory, StagedCommit commit);

  /** The newest version of a table; it needs SELECT, and no mask that applies. */
  long latestVersion(String tableId, Path directory);
}
