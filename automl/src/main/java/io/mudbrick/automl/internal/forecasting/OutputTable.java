package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.ForecastErrors;
import io.mudbrick.automl.internal.forecast.Forecasts;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.tracking.Tracking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table that gets the forecasts of the best model. */
interface OutputTable {
  /** When none is wanted. */
  OutputTable NONE = (forecasts, experiment) -> "";

  /** Writes the forecasts over what is there, and answers the table's name. */
  String write(@Nullable Forecasts forecasts, String experimentId);

  /**
   * The table of that name, which is made when there is something to write. Who may not hears it
   * now, before the work.
   */
  static OutputTable open(Catalog catalog, Tracking tracking, String name, Schema schema) {
    SecurableRef ref = SecurableRef.table(name);
    boolean there = catalog.tables().exists(name);
    if (there) {
      catalog.grants().require(ref, Privilege.MODIFY);
      List<String> names = catalog.tables().open(name).schema().names();
      if (!names.equals(schema.names())) {
        throw ForecastErrors.otherTable(name, names, schema.names());
      }
    } else {
      catalog.grants().require(ref.parent(), Privilege.CREATE_TABLE);
    }
    return (forecasts, experimentId) -> {
      if (forecasts != null) {
        if (!there) {
          String comment = "Forecasts by AutoML.";
          catalog.tables().create(TableSpec.builder(name, schema).comment(comment).build());
        }
        catalog.tables().open(name).overwrite(forecasts.rows());
        tracking.setExperimentTag(experimentId, Tags.AUTOML + ".output_table_name", name);
      }
      return name;
    };
  }
}
