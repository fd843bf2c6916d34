package io.mudbrick.automl.internal;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.platform.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The experiment tags by which the product's pages know an AutoML experiment. */
final class Tags {
  static final String AUTOML = "_databricks_automl";
  static final String STATE = AUTOML + ".state";
  private static final String ALERTS = AUTOML + ".alerts.";
  private static final int MOST_NAMED = 20;

  private Tags() {}

  /** What is known before the first trial. */
  static Map<String, String> of(
      Problem problem,
      EvaluationMetric metric,
      AutoMlOptions options,
      Prepared prepared,
      Instant started) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(AUTOML, "True");
    tags.put(AUTOML + ".problem_type", problem.wireName());
    tags.put(AUTOML + ".target_col", prepared.truth().target().column());
    tags.put(AUTOML + ".table_name", prepared.source().name());
    tags.put(AUTOML + ".start_time", Long.toString(started.toEpochMilli()));
    tags.put(
        AUTOML + ".timeout_minutes", Long.toString(Math.max(1, options.timeout().toMinutes())));
    tags.put(AUTOML + ".max_trials", Integer.toString(options.maxTrials()));
    tags.put(STATE, "RUNNING");
    tags.put("mlflow.experiment.primaryMetric.name", TrialRunner.VALIDATION + metric.key());
    tags.put(
        "mlflow.experiment.primaryMetric.greaterIsBetter",
        metric.higherIsBetter() ? "True" : "False");
    for (Alert alert : prepared.alerts()) {
      tags.put(ALERTS + alert.name(), Json.write(body(alert)));
    }
    return tags;
  }

  static String alertKey(Alert alert) {
    return ALERTS + alert.name();
  }

  static Map<String, Object> body(Alert alert) {
    List<Map<String, Object>> values = new ArrayList<>();
    alert.columns().stream()
        .limit(MOST_NAMED)
        .forEach(column -> values.add(Map.of("id", column, "type", "column")));
    Map<String, Object> affected = new LinkedHashMap<>();
    affected.put("values", values);
    affected.put("others", Math.max(0, alert.columns().size() - MOST_NAMED));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", 1);
    body.put("severity", alert.severity().wireName());
    body.put("message", alert.message());
    body.put("affected", affected);
    return body;
  }
}
