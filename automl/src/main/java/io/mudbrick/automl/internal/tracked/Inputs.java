package io.mudbrick.automl.internal.tracked;

import io.mudbrick.automl.internal.data.Prepared;
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
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("num_rows", prepared.source().frame().rows());
    Dataset.Builder dataset =
        Dataset.named(prepared.source().name(), prepared.digest())
            .schema("{\"mlflow_colspec\":" + prepared.signature().inputs().toJson() + "}")
            .profile(Json.write(profile));
    Map<String, Long> versions = new TreeMap<>(prepared.source().tableVersions());
    if (prepared.source().spec() == null && versions.size() == 1) {
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
