package io.mudbrick.automl.internal.tracked;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.Trial;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Tracking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The run above the trials, and the experiment, when the trials are over. */
public record ParentRun(Tracking tracking, String experimentId, ActiveRun run) {

  /** Says that there was no time for all trials. */
  public Alert outOfTime(int done, int planned) {
    Alert alert =
        new Alert(
            "training_early_stopped",
            Alert.Severity.LOW,
            List.of(),
            "The time was over after " + done + " of " + planned + " planned trials.");
    Tags.show(tracking, experimentId, List.of(alert));
    return alert;
  }

  /**
   * Says how the trials ended, and takes over the metrics of the best.
   *
   * @param ranked best first
   */
  public void conclude(List<Trial> ranked) {
    Trial best = ranked.get(0);
    run.log(best.metrics(), 0);
    run.tag("mudbrick.automl.best_run_id", best.runId());
    run.artifact("leaderboard.json", Json.bytes(ranked.stream().map(ParentRun::row).toList()));
    tracking.setExperimentTag(experimentId, Tags.AUTOML + ".best_trial_run_id", best.runId());
  }

  private static Map<String, Object> row(Trial trial) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("run_id", trial.runId());
    row.put("run_name", trial.runName());
    row.put("model_family", trial.family().wireName());
    row.put("seconds", trial.duration().toMillis() / 1e3);
    String failure = trial.failure();
    if (failure != null) {
      row.put("failure", failure);
    } else if (trial.pruned()) {
      row.put("pruned", true);
    } else {
      row.put("score", trial.score());
      row.put("metrics", trial.metrics());
    }
    row.put("params", trial.params());
    return row;
  }
}
