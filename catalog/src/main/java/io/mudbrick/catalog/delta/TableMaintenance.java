package io.mudbrick.catalog.delta;

import java.time.Duration;

/**
 * Keeps a table small and quick; get one from {@link DeltaTable#maintenance()}. Nothing here
 * changes what a read of the newest version returns, but for the order of its rows.
 */
public interface TableMaintenance {
  /**
   * Joins small files into larger ones, partition by partition. Appends may go on meanwhile.
   *
   * @return the version that holds the joined files; not applied when there was nothing to join
   * @throws io.mudbrick.platform.PlatformException ABORTED when other writers kept changing the
   *     same files
   */
  CommitResult optimize();

  /**
   * Deletes files that no version within the retention needs: older versions can then no longer be
   * read.
   *
   * @param retention at least seven days, so that no slow reader or writer loses a file it works
   *     with
   * @return the number of files deleted
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for a shorter retention
   */
  long vacuum(Duration retention);
}
