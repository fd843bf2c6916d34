package io.mudbrick.featurestore;

import io.mudbrick.catalog.delta.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Delta table of the catalog with a primary key. Get one from {@link FeatureStore#createTable} or
 * {@link FeatureStore#getTable}.
 *
 * @param name {@code catalog.schema.table}
 * @param id tells a recreated table from the one before
 * @param schema all columns, keys included
 * @param primaryKeys the key columns in order, the time series column among them
 * @param timeseriesColumn the key column that says since when a row holds; null when a key has one
 *     row only
 */
public record FeatureTable(
    String name,
    String id,
    Schema schema,
    List<String> primaryKeys,
    @Nullable String timeseriesColumn,
    @Nullable String description,
    Map<String, String> tags) {
  public FeatureTable {
    primaryKeys = List.copyOf(primaryKeys);
    tags = Map.copyOf(tags);
  }

  /** The primary key without the time series column: what a lookup is made by, in order. */
  public List<String> lookupKeys() {
    return primaryKeys.stream().filter(key -> !key.equals(timeseriesColumn)).toList();
  }

  /** The columns that are no key, in order. */
  public List<String> features() {
    return schema.names().stream().filter(column -> !primaryKeys.contains(column)).toList();
  }
}
