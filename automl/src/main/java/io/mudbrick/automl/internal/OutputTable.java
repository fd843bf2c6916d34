package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.internal.forecast.Forecasts;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.tracking.Tracking;
import org.jspecify.annotations.Nullable;

/** The table that gets the forecasts of the best model. */
interface OutputTable {
  /** When none is wanted. */
  OutputTable NONE = (forecasts, experiment) -> "";

  /** Writes the forecasts over what is there, and answers the table's name. */
  String write(@Nullable Forecasts forecasts, String experimentId);

  /**
   * The table of that name, made when there is none: before the work, so that who may not hears it
   * at once.
   */
  static OutputTable open(Catalog catalog, Tracking tracking, String name, Schema schema) {
    if (!catalog.tables().exists(name)) {
      catalog
          .tables()
          .create(TableSpec.builder(name, schema).comment("Forecasts by AutoML.").build());
    }
    DeltaTable table = catalog.tables().open(name);
    if (!table.schema().names().equals(schema.names())) {
      throw AutoMlErrors.otherTable(name, table.schema().names(), schema.names());
    }
    return (forecasts, experimentId) -> {
      if (forecasts != null) {
        table.overwrite(forecasts.rows());
        tracking.setExperimentTag(experimentId, Tags.AUTOML + ".output_table_name", name);
      }
      return name;
    };
  }
}
