package io.mudbrick.catalog.delta;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One entry of a table's history, as {@code DESCRIBE HISTORY} shows it; get them from {@link
 * DeltaTable#history}.
 *
 * @param timestamp when the commit reached the disk; {@link TableRead#asOf} goes by it
 * @param by who made it, and with what
 * @param operation as Delta names it: {@code WRITE}, {@code MERGE}, {@code DELETE}, {@code
 *     OPTIMIZE}
 * @param parameters of the operation, as the log holds them
 * @param metrics counts such as {@code numOutputRows}
 * @param basis what the commit was built on
 */
public record TableCommit(
    long version,
    Instant timestamp,
    Author by,
    String operation,
    Map<String, String> parameters,
    Map<String, String> metrics,
    Basis basis) {

  /**
   * Who made a commit; other engines may not say.
   *
   * @param userId the principal; {@code userName} is its name
   * @param engine the writing engine, such as {@code Mudbrick}
   */
  public record Author(
      Optional<String> userId, Optional<String> userName, Optional<String> engine) {}

  /**
   * What a commit was built on.
   *
   * @param readVersion the version that it read; empty for the first one
   * @param isolationLevel as the log spells it, see {@link IsolationLevel}
   * @param blindAppend whether it only added rows and depended on none
   */
  public record Basis(
      OptionalLong readVersion, Optional<String> isolationLevel, Optional<Boolean> blindAppend) {}

  public TableCommit {
    parameters = Map.copyOf(parameters);
    metrics = Map.copyOf(metrics);
  }
}
