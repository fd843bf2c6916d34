package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.RowFilter;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.TableInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table on the wire. */
record TableWire(
    String name,
    String catalogName,
    String schemaName,
    String fullName,
    String tableType,
    String dataSourceFormat,
    @Nullable List<ColumnWire> columns,
    String storageLocation,
    String tableId,
    String metastoreId,
    String owner,
    @Nullable String comment,
    @Nullable Map<String, String> properties,
    @Nullable List<ConstraintWire> tableConstraints,
    @Nullable RowFilterWire rowFilter,
    String securableType,
    long createdAt,
    String createdBy,
    long updatedAt,
    String updatedBy) {

  /** Which rows are shown. */
  record RowFilterWire(String functionName, @Nullable List<String> inputColumnNames) {
    static @Nullable RowFilterWire of(@Nullable RowFilter filter) {
      return filter == null ? null : new RowFilterWire(filter.function(), filter.inputColumns());
    }

    RowFilter filter() {
      return new RowFilter(functionName, inputColumnNames == null ? List.of() : inputColumnNames);
    }
  }

  static TableWire of(TableInfo table, String metastoreId) {
    return of(table, metastoreId, true, true);
  }

  static TableWire of(
      TableInfo table, String metastoreId, boolean withColumns, boolean withProperties) {
    Securable securable = table.securable();
    String[] names = securable.fullName().split("\\.", -1);
    return new TableWire(
        names[2],
        names[0],
        names[1],
        securable.fullName(),
        table.type().name(),
        "DELTA",
        withColumns ? ColumnWire.of(table) : null,
        table.directory().toUri().toString(),
        securable.id(),
        metastoreId,
        securable.owner(),
        securable.comment(),
        withProperties ? securable.properties() : null,
        ConstraintWire.of(table),
        RowFilterWire.of(table.rowFilter()),
        "TABLE",
        securable.created().at().toEpochMilli(),
        securable.created().by(),
        securable.updated().at().toEpochMilli(),
        securable.updated().by());
  }
}
