package io.mudbrick.automl;

import org.jspecify.annotations.Nullable;

/**
 * What is to be forecast in the background.
 *
 * @param table {@code catalog.schema.table} with the history
 * @param futureTable a table of the time to come, with the features; null for none
 * @param registerTo the model {@code catalog.schema.model} that gets the best trial as its next
 *     version; null for none
 */
public record ForecastRequest(
    String table,
    String target,
    ForecastOptions options,
    @Nullable String futureTable,
    @Nullable String registerTo) {

  /** Without a table of the future, and registered nowhere. */
  public static ForecastRequest of(String table, String target, ForecastOptions options) {
    return new ForecastRequest(table, target, options, null, null);
  }
}
