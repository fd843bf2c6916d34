package io.mudbrick.automl.rest.mudbrick;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlEvent;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.Trial;
import io.mudbrick.registry.ModelVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens, as JSON. */
final class Lines {
  private static final String EVENT = "event";

  private Lines() {}

  static Map<String, Object> of(AutoMlEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    if (event instanceof AutoMlEvent.Started started) {
      line.put(EVENT, "started");
      line.put("experiment_id", started.experimentId());
      line.put("primary_metric", started.primaryMetric().wireName());
      line.put("higher_is_better", started.primaryMetric().higherIsBetter());
      line.put("planned_trials", started.plannedTrials());
      line.put("features", started.features());
      line.put("alerts", started.alerts().stream().map(Lines::alert).toList());
    } else if (event instanceof AutoMlEvent.TrialStarted started) {
      line.put(EVENT, "trial_started");
      line.put("run_name", started.runName());
    } else if (event instanceof AutoMlEvent.TrialFinished finished) {
      line.put(EVENT, "trial_finished");
      line.put("done", finished.done());
      line.put("planned_trials", finished.plannedTrials());
      line.put("trial", trial(finished.trial()));
    } else {
      line.put(EVENT, "finished");
    }
    return line;
  }

  static Map<String, Object> result(AutoMlSummary summary, @Nullable ModelVersion version) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("experiment_id", summary.experimentId());
    result.put("experiment_name", summary.experimentName());
    result.put("parent_run_id", summary.parentRunId());
    result.put("problem", summary.problem().wireName());
    result.put("target", summary.target());
    result.put("primary_metric", summary.primaryMetric().wireName());
    result.put("seconds", summary.duration().toMillis() / 1e3);
    result.put("best", trial(summary.best()));
    result.put("leaderboard", summary.trials().stream().map(Lines::trial).toList());
    result.put("alerts", summary.alerts().stream().map(Lines::alert).toList());
    String output = summary.outputTableName();
    if (output != null) {
      result.put("output_table_name", output);
    }
    if (version != null) {
      result.put(
          "registered",
          Map.of(
              "name", version.model(),
              "version", version.version(),
              "aliases", List.copyOf(version.aliases())));
    }
    return Map.of("result", result);
  }

  static Map<String, Object> error(String code, String message) {
    return Map.of("error", Map.of("error_code", code, "message", message));
  }

  private static Map<String, Object> trial(Trial trial) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("run_name", trial.runName());
    shown.put("run_id", trial.runId());
    shown.put("family", trial.family().wireName());
    shown.put("seconds", trial.duration().toMillis() / 1e3);
    String failure = trial.failure();
    if (failure != null) {
      shown.put("failure", failure);
    } else if (trial.pruned()) {
      shown.put("pruned", true);
    } else {
      shown.put("score", trial.score());
      shown.put("model_uri", trial.modelUri());
      shown.put("metrics", trial.metrics());
    }
    shown.put("params", trial.params());
    return shown;
  }

  private static Map<String, Object> alert(Alert alert) {
    return Map.of(
        "name", alert.name(),
        "severity", alert.severity().wireName(),
        "columns", alert.columns(),
        "message", alert.message());
  }
}
