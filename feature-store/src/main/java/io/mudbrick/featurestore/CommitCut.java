package io.mudbrick.featurestore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Hides what was committed later, whatever event time it bears: a backfill of last year's rows,
 * written today, is not what was known last year. Commits count by the time at which they reached
 * the disk. Get one from {@link #at} or {@link #by}.
 *
 * @param at one moment for all rows; null when {@code column} says
 * @param column a timestamp of the labels; null when {@code at} says
 */
public record CommitCut(@Nullable Instant at, @Nullable String column) {
  /** Tables as they were at a moment. */
  public static CommitCut at(Instant moment) {
    return new CommitCut(moment, null);
  }

  /**
   * For each row, tables as they were at the time in that column. Where a table, or a feature of
   * it, was not there yet, and where the time is null, nothing is found. Each version of a table
   * that some row needs is read once.
   */
  public static CommitCut by(String column) {
    return new CommitCut(null, column);
  }
}
