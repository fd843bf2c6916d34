package io.mudbrick.serving;

import org.jspecify.annotations.Nullable;

/**
 * The scoring of a table in the background, as it stands.
 *
 * @param id names it for as long as the server runs
 * @param done rows so far
 * @param total rows of the source; 0 until they are counted
 * @param result when it succeeded
 * @param message why it failed
 */
public record ScoringRun(
    String id,
    State state,
    long done,
    long total,
    @Nullable ScoredTable result,
    @Nullable String message) {

  /** How it stands. */
  public enum State {
    RUNNING,
    SUCCEEDED,
    FAILED
  }
}
