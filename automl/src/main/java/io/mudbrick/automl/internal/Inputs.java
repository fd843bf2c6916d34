package io.mudbrick.automl.internal;

import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.Dataset;
import io.mudbrick.tracking.DatasetInput;
import io.mudbrick.tracking.RunInputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data as a run's dataset input. */
final class Inputs {
  private Inputs() {}

  static RunInputs of(Prepared prepared) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("num_rows", prepared.rows().frame().rows());
    Dataset.Builder dataset =
        Dataset.named(prepared.rows().name(), prepared.digest())
            .schema("{\"mlflow_colspec\":" + prepared.signature().inputs().toJson() + "}")
            .profile(Json.write(profile));
    Map<String, Long> versions = prepared.rows().tableVersions();
    if (prepared.rows().spec() == null && versions.size() == 1) {
      versions.forEach(
          (table, version) ->
              dataset.source(
                  "delta_table",
                  Json.write(
                      Map.of(
                          "delta_table_name", table,
                          "delta_table_version", version,
                          "is_databricks_uc_table", true))));
    } else {
      dataset.source("code", Json.write(Map.of("table_versions", versions)));
    }
    return new RunInputs(
        List.of(new DatasetInput(dataset.build(), Map.of("mlflow.data.context", "training"))),
        List.of());
  }
}
