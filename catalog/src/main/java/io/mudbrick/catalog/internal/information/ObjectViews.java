package io.mudbrick.catalog.internal.information;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.VolumeInfo;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import java.util.List;
import java.util.Locale;

/** The views that list objects and their columns and keys. */
final class ObjectViews {
  private final Catalog catalog;
  private final Scope scope;

  ObjectViews(Catalog catalog, Scope scope) {
    this.catalog = catalog;
    this.scope = scope;
  }

  ColumnBatch metastores() {
    ViewRows rows =
        new ViewRows(
            "metastore_id",
            "metastore_name",
            "metastore_owner",
            "created",
            "created_by",
            "last_altered",
            "last_altered_by");
    Securable metastore = catalog.metastore();
    rows.add(
        metastore.created(), metastore.updated(), metastore.id(), "metastore", metastore.owner());
    return rows.batch();
  }

  ColumnBatch catalogs() {
    ViewRows rows =
        new ViewRows(
            "catalog_name",
            "catalog_owner",
            "comment",
            "created",
            "created_by",
            "last_altered",
            "last_altered_by");
    for (Securable each : scope.catalogs()) {
      rows.add(each.created(), each.updated(), each.name(), each.owner(), each.comment());
    }
    return rows.batch();
  }

  ColumnBatch schemata() {
    ViewRows rows =
        new ViewRows(
            "catalog_name",
            "schema_name",
            "schema_owner",
            "comment",
            "created",
            "created_by",
            "last_altered",
            "last_altered_by");
    for (Securable each : scope.schemas()) {
      rows.add(
          each.created(),
          each.updated(),
          each.ref().parentName(),
          each.name(),
          each.owner(),
          each.comment());
    }
    return rows.batch();
  }

  ColumnBatch tables() {
    ViewRows rows =
        new ViewRows(
            "table_catalog",
            "table_schema",
            "table_name",
            "table_type",
            "is_insertable_into",
            "table_owner",
            "comment",
            "data_source_format",
            "storage_path",
            "created",
            "created_by",
            "last_altered",
            "last_altered_by");
    for (TableInfo table : scope.tables()) {
      Securable each = table.securable();
      Levels at = Levels.of(each.ref());
      rows.add(
          each.created(),
          each.updated(),
          at.catalog(),
          at.schema(),
          at.name(),
          table.type().name(),
          "YES",
          each.owner(),
          each.comment(),
          "DELTA",
          table.directory().toUri().toString());
    }
    return rows.batch();
  }

  ColumnBatch columns() {
    ViewRows rows =
        new ViewRows(
            "table_catalog",
            "table_schema",
            "table_name",
            "column_name",
            "ordinal_position",
            "is_nullable",
            "full_data_type",
            "data_type",
            "partition_ordinal_position",
            "comment");
    for (TableInfo table : scope.tables()) {
      Levels at = Levels.of(table.securable().ref());
      List<Column> columns = table.schema().columns();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        String type = column.type().sqlName();
        int partition = table.partitionColumns().indexOf(column.name());
        rows.add(
            at.catalog(),
            at.schema(),
            at.name(),
            column.name(),
            i,
            column.nullable() ? "YES" : "NO",
            type,
            type.replaceAll("[(<].*", "").toUpperCase(Locale.ROOT),
            partition < 0 ? null : Integer.toString(partition),
            column.comment());
      }
    }
    return rows.batch();
  }

  ColumnBatch volumes() {
    ViewRows rows =
        new ViewRows(
            "volume_catalog",
            "volume_schema",
            "volume_name",
            "volume_type",
            "volume_owner",
            "comment",
            "storage_location",
            "created",
            "created_by",
            "last_altered",
            "last_altered_by");
    for (VolumeInfo volume : scope.volumes()) {
      Securable each = volume.securable();
      Levels at = Levels.of(each.ref());
      rows.add(
          each.created(),
          each.updated(),
          at.catalog(),
          at.schema(),
          at.name(),
          volume.type().name(),
          each.owner(),
          each.comment(),
          volume.directory().toUri().toString());
    }
    return rows.batch();
  }

  /** The three parts of a name. */
  record Levels(String catalog, String schema, String name) {
    static Levels of(SecurableRef ref) {
      return new Levels(ref.parent().parentName(), ref.parent().name(), ref.name());
    }
  }
}
