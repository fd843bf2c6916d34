package io.mudbrick.automl.internal.tracked;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Problem;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tags by which the product's pages know an AutoML experiment, and those by which we find again
 * what belongs to it.
 */
public final class Tags {
  public static final String AUTOML = "_databricks_automl";
  public static final String STATE = AUTOML + ".state";

  /** The tag of the experiment that names the run above the trials. */
  public static final String PARENT_RUN = "mudbrick.automl.parent_run_id";

  /** The tag of the experiment that names the run of the data exploration, which keeps the rows. */
  public static final String EXPLORATION_RUN = "mudbrick.automl.exploration_run_id";

  /** The tag, of a run or an experiment, that says why it failed. */
  public static final String FAILURE = "mudbrick.automl.failure";

  /** The run tag of a trial that was given up after its first fold. */
  public static final String PRUNED = "mudbrick.automl.pruned";

  /** The experiment tag that names the server that works on it in the background. */
  public static final String SERVER = "mudbrick.automl.server";

  private static final String ALERTS = AUTOML + ".alerts.";
  private static final int MOST_NAMED = 20;

  private Tags() {}

  /**
   * What an experiment says before the first trial.
   *
   * @param data the name of the rows
   */
  public static Map<String, String> of(
      Problem problem,
      EvaluationMetric metric,
      String target,
      String data,
      Duration timeout,
      Instant started) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(AUTOML, "True");
    tags.put(AUTOML + ".problem_type", problem.wireName());
    tags.put(AUTOML + ".target_col", target);
    tags.put(AUTOML + ".table_name", data);
    tags.put(AUTOML + ".start_time", Long.toString(started.toEpochMilli()));
    tags.put(AUTOML + ".timeout_minutes", Long.toString(Math.max(1, timeout.toMinutes())));
    tags.put(STATE, "PENDING");
    tags.put("mlflow.experiment.primaryMetric.name", MetricNames.VALIDATION + metric.key());
    tags.put(
        "mlflow.experiment.primaryMetric.greaterIsBetter",
        metric.higherIsBetter() ? "True" : "False");
    return tags;
  }

  /** Whether the experiment is one of forecasting. */
  public static boolean forecasts(Experiment experiment) {
    String problem = experiment.tags().get(AUTOML + ".problem_type");
    return Problem.FORECASTING.wireName().equals(problem);
  }

  /** Alerts as the experiment's page shows them. */
  public static Map<String, String> of(Collection<Alert> alerts) {
    Map<String, String> tags = new LinkedHashMap<>();
    alerts.forEach(alert -> tags.put(ALERTS + alert.name(), Json.write(body(alert))));
    return tags;
  }

  /** Shows alerts on the page of an experiment that there is. */
  public static void show(Tracking tracking, String experimentId, Collection<Alert> alerts) {
    of(alerts).forEach((key, value) -> tracking.setExperimentTag(experimentId, key, value));
  }

  private static Map<String, Object> body(Alert alert) {
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
