package io.mudbrick.automl.internal.tracked;

import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.Dataset;
import io.mudbrick.tracking.DatasetInput;
import io.mudbrick.tracking.RunInputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The data as a run's dataset input. */
public final class Inputs {
  private Inputs() {}

  public static RunInputs of(Prepared prepared) {
    return of(prepared.source(), prepared.digest(), prepared.signature().inputs().toJson());
  }

  /**
   * Of rows that trials learn from.
   *
   * @param columns as MLflow writes a model's inputs
   */
  public static RunInputs of(Rows source, String digest, String columns) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("num_rows", source.frame().rows());
    Dataset.Builder dataset =
        Dataset.named(source.name(), digest)
            .schema("{\"mlflow_colspec\":" + columns + "}")
            .profile(Json.write(profile));
    Map<String, Long> versions = new TreeMap<>(source.tableVersions());
    if (source.spec() == null && versions.size() == 1) {
      versions.forEach(
          (table, version) -> dataset.source("delta_table", Json.write(delta(table, version))));
    } else {
      dataset.source("code", Json.write(Map.of("table_versions", versions)));
    }
    return new RunInputs(
        List.of(new DatasetInput(dataset.build(), Map.of("mlflow.data.context", "training"))),
        List.of());
  }

  private static Map<String, Object> delta(String table, long version) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("delta_table_name", table);
    source.put("delta_table_version", version);
    source.put("is_databricks_uc_table", true);
    return source;
  }
}
