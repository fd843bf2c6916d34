package io.mudbrick.catalog.delta;

import java.time.Duration;
import java.util.Optional;

/**
 * What {@link TableMaintenance#vacuum(VacuumOptions)} is to delete. Each method returns further
 * options and leaves these as they were.
 *
 * @param retention how long removed files are kept; else {@code delta.deletedFileRetentionDuration}
 *     of the table, else seven days
 * @param dryRun only says which files would be deleted
 * @param checked whether a retention shorter than the table's is refused
 * @param scrubbing whether the log also forgets what it says of the values in deleted files
 */
public record VacuumOptions(
    Optional<Duration> retention, boolean dryRun, boolean checked, boolean scrubbing) {
  /** The table's own retention. */
  public static final VacuumOptions DEFAULT =
      new VacuumOptions(Optional.empty(), false, true, false);

  /** These options with another retention. */
  public VacuumOptions retaining(Duration time) {
    return new VacuumOptions(Optional.of(time), dryRun, checked, scrubbing);
  }

  /** These options, which then delete nothing. */
  public VacuumOptions asDryRun() {
    return new VacuumOptions(retention, true, checked, scrubbing);
  }

  /**
   * These options without the guard, as {@code
   * spark.databricks.delta.retentionDurationCheck.enabled=false} does it. Reads of older versions
   * that are under way may then fail. Writers of this process are waited for; a writer in another
   * process may lose the files that it is about to commit.
   */
  public VacuumOptions withoutRetentionCheck() {
    return new VacuumOptions(retention, dryRun, false, scrubbing);
  }

  /**
   * These options, and the log loses the least and greatest values that it keeps of deleted files
   * and the conditions of past operations. The history itself stays.
   */
  public VacuumOptions scrubbingLog() {
    return new VacuumOptions(retention, dryRun, checked, true);
  }
}
