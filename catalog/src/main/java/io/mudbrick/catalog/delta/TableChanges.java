package io.mudbrick.catalog.delta;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows that a range of commits inserted, updated and deleted; get one from {@link
 * DeltaTable#changes} or {@link DeltaTable#changesSince}. It reads the files that those commits
 * added and removed and no others, so an unchanged table costs nothing; commits that only rearrange
 * rows, such as a compaction, hold no changes. Safe to share between threads.
 *
 * <p>An update is told from a deletion and an insertion by the operation that made it: {@code
 * UPDATE}, or a {@code MERGE} by key of ours. {@link #byKey} tells it by a key instead.
 */
public interface TableChanges {
  /** {@code insert}, {@code update_preimage}, {@code update_postimage} or {@code delete}. */
  String CHANGE_TYPE = "_change_type";

  /** The version that made the change. */
  String COMMIT_VERSION = "_commit_version";

  /** When that version was committed. */
  String COMMIT_TIMESTAMP = "_commit_timestamp";

  /**
   * These changes, where a row that is deleted and inserted under the same key in one commit is an
   * update, whatever operation it was.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown column
   */
  TableChanges byKey(Collection<String> keyColumns);

  /** The first version of the range; one more than {@link #to} when there is none. */
  long from();

  /** The last version of the range. */
  long to();

  /** Whether no commit of the range changed rows; found from the log alone. */
  boolean isEmpty();

  /** The table's columns at the last version, and the three that tell of the change. */
  Schema schema();

  /**
   * The changes, commit by commit; one commit's rows at a time are in memory.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST, with {@code
   *     DELTA_CHANGE_DATA_FILE_NOT_FOUND} as its {@code reason}, when a vacuum has deleted a file
   *     that is needed
   */
  Stream<ColumnBatch> batches();

  /** All changes, as {@link #batches} brings them. */
  default List<Row> toRows() {
    return batches().flatMap(batch -> batch.toRows().stream()).toList();
  }
}
