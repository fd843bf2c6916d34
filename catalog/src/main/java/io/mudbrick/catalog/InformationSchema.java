package io.mudbrick.catalog;

import io.mudbrick.catalog.delta.ColumnBatch;
import java.util.Locale;
import java.util.Optional;

/**
 * The catalog about itself, as rows: the views of {@code information_schema}, under the product's
 * names and with its columns, holding what the caller may see. Get one from {@link
 * Catalog#informationSchema()}.
 */
public interface InformationSchema {

  /** A view. */
  enum View {
    METASTORES,
    CATALOGS,
    SCHEMATA,
    TABLES,
    COLUMNS,
    VOLUMES,
    TABLE_CONSTRAINTS,
    KEY_COLUMN_USAGE,
    REFERENTIAL_CONSTRAINTS,
    CONSTRAINT_TABLE_USAGE,
    CONSTRAINT_COLUMN_USAGE,
    ROUTINES,
    PARAMETERS,
    ROW_FILTERS,
    COLUMN_MASKS,
    CATALOG_PRIVILEGES,
    SCHEMA_PRIVILEGES,
    TABLE_PRIVILEGES,
    VOLUME_PRIVILEGES,
    ROUTINE_PRIVILEGES,
    CATALOG_TAGS,
    SCHEMA_TAGS,
    TABLE_TAGS,
    VOLUME_TAGS,
    COLUMN_TAGS;

    /** The view of that name in any case, if there is one. */
    public static Optional<View> named(String name) {
      for (View view : values()) {
        if (view.name().equals(name.toUpperCase(Locale.ROOT))) {
          return Optional.of(view);
        }
      }
      return Optional.empty();
    }
  }

  /** The rows of all catalogs: {@code system.information_schema}. */
  ColumnBatch rows(View view);

  /**
   * The rows about one catalog: {@code <catalog>.information_schema}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}, {@code
   *     PERMISSION_DENIED} without USE CATALOG
   */
  ColumnBatch rows(View view, String catalog);
}
