package io.mudbrick.automl.internal;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlEvent;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.search.Search;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Tracking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From prepared data to a summary: the trials, and what the parent run and the experiment say. */
final class AutoMlRun {
  private final Session session;
  private final ActiveRun parent;
  private final TrialRunner runner;

  AutoMlRun(Session session, ActiveRun parent, TrialRunner runner) {
    this.session = session;
    this.parent = parent;
    this.runner = runner;
  }

  AutoMlSummary run() {
    long started = System.nanoTime();
    AutoMlOptions options = session.options();
    Prepared prepared = session.prepared();
    Leaderboard board =
        new Leaderboard(session.primaryMetric(), options.maxTrials(), options.listener());
    board.tell(
        new AutoMlEvent.Started(
            session.experimentId(),
            options.maxTrials(),
            prepared.folds().get(0).train().length,
            prepared.folds().get(0).validation().length,
            prepared.test().truth().length,
            prepared.features(),
            prepared.alerts()));
    TrialLoop loop =
        new TrialLoop(
            new Search(
                options.excludeFamilies(), prepared.traits(), options.maxTrials(), session.seed()),
            runner,
            board,
            options.timeout());
    loop.run(parallelism(options));
    List<Trial> ranked = board.ranked();
    Trial best = ranked.get(0);
    if (best.failed()) {
      throw AutoMlErrors.noTrialSucceeded(String.valueOf(best.failure()));
    }
    List<Alert> alerts = new ArrayList<>(prepared.alerts());
    if (loop.outOfTime()) {
      alerts.add(outOfTime(ranked.size()));
    }
    AutoMlSummary summary =
        new AutoMlSummary(
            session.experimentId(),
            session.experimentName(),
            session.parentRunId(),
            session.problem(),
            prepared.truth().target().column(),
            session.primaryMetric(),
            ranked,
            alerts,
            Duration.ofNanos(System.nanoTime() - started));
    conclude(summary);
    board.tell(new AutoMlEvent.Finished(summary));
    return summary;
  }

  private static int parallelism(AutoMlOptions options) {
    int wanted =
        options.parallelism() == 0
            ? Runtime.getRuntime().availableProcessors()
            : options.parallelism();
    return Math.min(wanted, options.maxTrials());
  }

  private Alert outOfTime(int done) {
    Alert alert =
        new Alert(
            "training_early_stopped",
            Alert.Severity.LOW,
            List.of(),
            "The time was over after "
                + done
                + " of "
                + session.options().maxTrials()
                + " planned trials.");
    session
        .tracking()
        .setExperimentTag(
            session.experimentId(), Tags.alertKey(alert), Json.write(Tags.body(alert)));
    return alert;
  }

  private static Map<String, Object> row(Trial trial) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("run_id", trial.runId());
    row.put("run_name", trial.runName());
    row.put("model_family", trial.family().wireName());
    row.put("seconds", trial.duration().toMillis() / 1e3);
    if (trial.failed()) {
      row.put("failure", String.valueOf(trial.failure()));
    } else {
      row.put("score", trial.score());
      row.put("metrics", trial.metrics());
    }
    row.put("params", trial.params());
    return row;
  }

  private void conclude(AutoMlSummary summary) {
    Trial best = summary.best();
    parent.log(best.metrics(), 0);
    parent.tag("mudbrick.automl.best_run_id", best.runId());
    parent.artifact(
        "leaderboard.json", Json.bytes(summary.trials().stream().map(AutoMlRun::row).toList()));
    Tracking tracking = session.tracking();
    tracking.setExperimentTag(session.experimentId(), Tags.STATE, "SUCCESS");
    tracking.setExperimentTag(
        session.experimentId(), Tags.AUTOML + ".best_trial_run_id", best.runId());
  }
}
