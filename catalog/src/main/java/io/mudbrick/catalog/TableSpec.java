package io.mudbrick.catalog;

import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Delta table to be made, or to be registered. Key columns become required.
 *
 * <pre>{@code
 * TableSpec.builder("telco.churn.usage", schema).primaryKey("customer_id", "observed_at")
 *     .timeseries("observed_at").comment("Monthly usage").build();
 * }</pre>
 *
 * @param primaryKey the key columns, the time series column among them
 * @param properties Delta table properties
 * @param columnMasks by column: there from the table's first moment on
 * @param rowFilter likewise
 * @param primaryKeyName null for the one that is made from the table's
 * @param primaryKeyRely whether queries may trust the key
 * @param foreignKeys also to the table itself
 */
public record TableSpec(
    String fullName,
    Schema schema,
    List<String> primaryKey,
    @Nullable String timeseriesColumn,
    List<String> partitionColumns,
    @Nullable String comment,
    Map<String, String> properties,
    Map<String, ColumnMask> columnMasks,
    @Nullable RowFilter rowFilter,
    @Nullable String primaryKeyName,
    boolean primaryKeyRely,
    List<ForeignKey> foreignKeys) {
  public TableSpec {
    foreignKeys = List.copyOf(foreignKeys);
    primaryKey = List.copyOf(primaryKey);
    partitionColumns = List.copyOf(partitionColumns);
    properties = Map.copyOf(properties);
    columnMasks = Map.copyOf(columnMasks);
  }

  public static Builder builder(String fullName, Schema schema) {
    return new Builder(fullName, schema);
  }

  /** Collects what a table may have beside its name and columns. Not thread-safe. */
  public static final class Builder {
    private final String fullName;
    private final Schema schema;
    private List<String> primaryKey = List.of();
    private @Nullable String timeseriesColumn;
    private List<String> partitionColumns = List.of();
    private @Nullable String comment;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, ColumnMask> columnMasks = new LinkedHashMap<>();
    private @Nullable RowFilter rowFilter;
    private @Nullable String primaryKeyName;
    private boolean primaryKeyRely;
    private final List<ForeignKey> foreignKeys = new ArrayList<>();

    private Builder(String fullName, Schema schema) {
      this.fullName = fullName;
      this.schema = schema;
    }

    public Builder primaryKey(String... columns) {
      return primaryKey(List.of(columns));
    }

    public Builder primaryKey(List<String> columns) {
      primaryKey = columns;
      return this;
    }

    /** The key column, a timestamp or date, from which on a row holds. */
    public Builder timeseries(@Nullable String column) {
      timeseriesColumn = column;
      return this;
    }

    /** The key with all that belongs to it. */
    public Builder primaryKey(PrimaryKey key) {
      primaryKeyName = key.name();
      primaryKeyRely = key.rely();
      return primaryKey(key.columns()).timeseries(key.timeseriesColumn());
    }

    /** Says of what other table's key columns are, as {@link Tables#addForeignKey} does. */
    public Builder foreignKey(ForeignKey key) {
      foreignKeys.add(key);
      return this;
    }

    public Builder partitionedBy(String... columns) {
      partitionColumns = List.of(columns);
      return this;
    }

    public Builder comment(@Nullable String text) {
      comment = text;
      return this;
    }

    public Builder properties(Map<String, String> values) {
      properties.putAll(values);
      return this;
    }

    /** Shows a column through a function, as {@link Tables#setColumnMask} does. */
    public Builder columnMask(String column, ColumnMask mask) {
      columnMasks.put(column, mask);
      return this;
    }

    /** Shows only some rows, as {@link Tables#setRowFilter} does. */
    public Builder rowFilter(@Nullable RowFilter filter) {
      rowFilter = filter;
      return this;
    }

    public TableSpec build() {
      return new TableSpec(
          fullName,
          schema,
          primaryKey,
          timeseriesColumn,
          partitionColumns,
          comment,
          properties,
          columnMasks,
          rowFilter,
          primaryKeyName,
          primaryKeyRely,
          foreignKeys);
    }
  }
}
