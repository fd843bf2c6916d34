package io.mudbrick.catalog;

import io.mudbrick.catalog.delta.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog knows about a table without opening it.
 *
 * @param primaryKey the key columns, the time series column among them; empty without a key
 * @param primaryKeyName what the key is called; null without a key
 * @param timeseriesColumn the key column that tells from when on a row holds
 * @param type whether the platform keeps the files
 * @param directory where the Delta table lies
 * @param columnMasks by column
 */
public record TableInfo(
    Securable securable,
    TableType type,
    Schema schema,
    List<String> partitionColumns,
    List<String> primaryKey,
    @Nullable String primaryKeyName,
    @Nullable String timeseriesColumn,
    Path directory,
    Map<String, ColumnMask> columnMasks,
    @Nullable RowFilter rowFilter,
    boolean primaryKeyRely,
    List<ForeignKey> foreignKeys) {
  public TableInfo {
    foreignKeys = List.copyOf(foreignKeys);
    columnMasks = Map.copyOf(columnMasks);
    partitionColumns = List.copyOf(partitionColumns);
    primaryKey = List.copyOf(primaryKey);
  }

  public String id() {
    return securable.id();
  }

  public String fullName() {
    return securable.fullName();
  }

  public String owner() {
    return securable.owner();
  }

  public @Nullable String comment() {
    return securable.comment();
  }

  /** The key columns without the time series column. */
  public List<String> lookupKey() {
    return primaryKey.stream().filter(c -> !c.equals(timeseriesColumn)).toList();
  }
}
