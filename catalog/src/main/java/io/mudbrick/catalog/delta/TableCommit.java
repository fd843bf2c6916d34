package io.mudbrick.catalog.delta;

import java.time.Instant;
import java.util.Map;

/**
 * One entry of a table's history.
 *
 * @param operation as Delta names it: {@code WRITE}, {@code MERGE}, {@code DELETE}
 * @param parameters of the operation, as the log holds them
 * @param metrics counts such as {@code numOutputRows}
 */
public record TableCommit(
    long version,
    Instant timestamp,
    String operation,
    Map<String, String> parameters,
    Map<String, String> metrics) {
  public TableCommit {
    parameters = Map.copyOf(parameters);
    metrics = Map.copyOf(metrics);
  }
}
