package io.mudbrick.featurestore.view;

import io.mudbrick.catalog.delta.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows of a feature come from. */
public sealed interface FeatureSource {
  /** All rows of a table. */
  static FeatureSource table(String name) {
    return new TableSource(name, null);
  }

  /** The rows of a table for which a condition in SQL is true. */
  static FeatureSource table(String name, String filter) {
    return new TableSource(name, filter);
  }

  /**
   * A Delta table; it need not be a feature table.
   *
   * @param table {@code catalog.schema.table}
   * @param filter a condition in SQL, or null for every row
   */
  record TableSource(String table, @Nullable String filter) implements FeatureSource {}

  /** Columns that the caller sends with each row; their types are not converted. */
  record RequestSource(List<Column> columns) implements FeatureSource {
    public RequestSource {
      columns = List.copyOf(columns);
    }
  }
}
