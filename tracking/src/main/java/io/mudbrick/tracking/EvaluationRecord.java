package io.mudbrick.tracking;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of an evaluation dataset. Maps and values are JSON's: strings, numbers, booleans, lists,
 * maps and nulls.
 *
 * @param inputs tell one record of a dataset from the other
 * @param outputs any JSON value
 * @param expectations what a good output has
 */
public record EvaluationRecord(
    String recordId,
    String datasetId,
    Map<String, @Nullable Object> inputs,
    @Nullable Object outputs,
    @Nullable Map<String, @Nullable Object> expectations,
    Map<String, @Nullable Object> tags,
    @Nullable Source source,
    Instant createdTime,
    Instant lastUpdateTime,
    @Nullable String createdBy,
    @Nullable String lastUpdatedBy) {

  /**
   * Where a record came from.
   *
   * @param type {@code TRACE}, {@code HUMAN}, {@code DOCUMENT}, {@code CODE} or {@code UNSPECIFIED}
   * @param data such as {@code trace_id}
   */
  public record Source(String type, Map<String, @Nullable Object> data) {}
}
