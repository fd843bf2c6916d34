package io.mudbrick.catalog.delta;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a table small and quick, and turns it back; get one from {@link DeltaTable#maintenance}.
 */
public interface TableMaintenance {
  /** {@link #optimize(OptimizeOptions)} with default options. */
  default CommitResult optimize() {
    return optimize(OptimizeOptions.DEFAULT);
  }

  /**
   * {@code OPTIMIZE}: joins small files into larger ones, partition by partition, or orders the
   * rows of whole partitions. What a read returns stays the same, but for the order of rows.
   * Appends may go on meanwhile. The rows of one new file are in memory at a time; with a z-order
   * those of one partition.
   *
   * @return the version that holds the new files; not applied when there was nothing to do
   * @throws io.mudbrick.platform.PlatformException ABORTED when other writers kept changing the
   *     same files; INVALID_PARAMETER_VALUE for a z-order by a partition column or a column whose
   *     values have no order
   */
  CommitResult optimize(OptimizeOptions options);

  /**
   * {@code VACUUM}: deletes files that no version within the retention needs: older versions can
   * then no longer be read. The history holds it as {@code VACUUM START} and {@code VACUUM END}.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for a shorter retention
   *     than the table's
   */
  VacuumResult vacuum(VacuumOptions options);

  /**
   * As the other.
   *
   * @return the number of files deleted
   */
  default long vacuum(Duration retention) {
    return vacuum(VacuumOptions.DEFAULT.retaining(retention)).files().size();
  }

  /**
   * {@code RESTORE TO VERSION AS OF}: makes a new version that holds the rows, columns and
   * properties of an earlier one.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when the log does not
   *     hold that version, or a vacuum has deleted files of it
   */
  CommitResult restore(long version);

  /** {@code RESTORE TO TIMESTAMP AS OF}, otherwise as {@link #restore(long)}. */
  CommitResult restore(Instant time);
}
