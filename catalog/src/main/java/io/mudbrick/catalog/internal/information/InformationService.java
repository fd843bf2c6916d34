package io.mudbrick.catalog.internal.information;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.FunctionInfo;
import io.mudbrick.catalog.InformationSchema;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.VolumeInfo;
import io.mudbrick.catalog.delta.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** Makes the views from what the catalog tells one caller. */
public final class InformationService implements InformationSchema {
  private final Catalog catalog;

  public InformationService(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public ColumnBatch rows(View view) {
    return rows(view, new Scope(catalog, null));
  }

  @Override
  public ColumnBatch rows(View view, @Nullable String of) {
    return rows(view, new Scope(catalog, of));
  }

  private ColumnBatch rows(View view, Scope scope) {
    ObjectViews objects = new ObjectViews(catalog, scope);
    KeyViews keys = new KeyViews(scope);
    GovernanceViews governance = new GovernanceViews(catalog);
    RoutineViews routines = new RoutineViews(catalog, scope);
    return switch (view) {
      case METASTORES -> objects.metastores();
      case CATALOGS -> objects.catalogs();
      case SCHEMATA -> objects.schemata();
      case TABLES -> objects.tables();
      case COLUMNS -> objects.columns();
      case VOLUMES -> objects.volumes();
      case TABLE_CONSTRAINTS -> keys.constraints();
      case KEY_COLUMN_USAGE -> keys.columns();
      case REFERENTIAL_CONSTRAINTS -> keys.references();
      case CONSTRAINT_TABLE_USAGE -> keys.tableUsage();
      case CONSTRAINT_COLUMN_USAGE -> keys.columnUsage();
      case ROUTINES -> routines.routines();
      case PARAMETERS -> routines.parameters();
      case ROW_FILTERS -> routines.rowFilters();
      case COLUMN_MASKS -> routines.columnMasks();
      case COLUMN_TAGS -> routines.columnTags();
      case ROUTINE_PRIVILEGES ->
          governance.privileges(
              "routine", 3, scope.functions().stream().map(FunctionInfo::securable));
      case CATALOG_PRIVILEGES -> governance.privileges("catalog", 1, scope.catalogs().stream());
      case SCHEMA_PRIVILEGES -> governance.privileges("schema", 2, scope.schemas().stream());
      case TABLE_PRIVILEGES ->
          governance.privileges("table", 3, scope.tables().stream().map(TableInfo::securable));
      case VOLUME_PRIVILEGES ->
          governance.privileges("volume", 3, scope.volumes().stream().map(VolumeInfo::securable));
      case CATALOG_TAGS -> governance.tags("catalog", 1, scope.catalogs().stream());
      case SCHEMA_TAGS -> governance.tags("schema", 2, scope.schemas().stream());
      case TABLE_TAGS ->
          governance.tags("table", 3, scope.tables().stream().map(TableInfo::securable));
      case VOLUME_TAGS ->
          governance.tags("volume", 3, scope.volumes().stream().map(VolumeInfo::securable));
    };
  }
}
