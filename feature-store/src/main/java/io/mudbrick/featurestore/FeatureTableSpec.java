package io.mudbrick.featurestore;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FeatureStore#createTable} makes.
 *
 * <pre>{@code
 * FeatureTableSpec.builder("telco.churn.usage", schema)
 *     .primaryKeys("customer_id", "observed_on")
 *     .timeseries("observed_on")
 *     .build();
 * }</pre>
 *
 * @param name {@code catalog.schema.table}
 * @param schema all columns; key columns become NOT NULL whatever it says
 * @param primaryKeys the key columns in order, the time series column among them
 * @param timeseriesColumn a key column of type timestamp or date, or null
 */
public record FeatureTableSpec(
    String name,
    Schema schema,
    List<String> primaryKeys,
    @Nullable String timeseriesColumn,
    @Nullable String description,
    Map<String, String> tags) {
  public FeatureTableSpec {
    primaryKeys = List.copyOf(primaryKeys);
    tags = Map.copyOf(tags);
  }

  public static Builder builder(String name, Schema schema) {
    return new Builder(name, schema);
  }

  /** Starts without columns; add them with {@link Builder#column}. */
  public static Builder builder(String name) {
    return new Builder(name, Schema.of());
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private Schema schema;
    private List<String> primaryKeys = List.of();
    private @Nullable String timeseriesColumn;
    private @Nullable String description;
    private final Map<String, String> tags = new LinkedHashMap<>();

    private Builder(String name, Schema schema) {
      this.name = name;
      this.schema = schema;
    }

    /** Adds a column behind the others. */
    public Builder column(String column, ColumnType type) {
      schema = schema.plus(Schema.builder().column(column, type).build().columns());
      return this;
    }

    public Builder primaryKeys(String... columns) {
      primaryKeys = List.of(columns);
      return this;
    }

    public Builder timeseries(String column) {
      timeseriesColumn = column;
      return this;
    }

    public Builder description(String text) {
      description = text;
      return this;
    }

    public Builder tag(String key, String value) {
      tags.put(key, value);
      return this;
    }

    public FeatureTableSpec build() {
      return new FeatureTableSpec(name, schema, primaryKeys, timeseriesColumn, description, tags);
    }
  }
}
