package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.forecast.BacktestTable;
import io.mudbrick.automl.internal.forecast.ForecastFiles;
import io.mudbrick.automl.internal.forecast.ForecastPlan;
import io.mudbrick.automl.internal.forecast.SeriesModels;
import io.mudbrick.automl.internal.forecast.model.Combination;
import io.mudbrick.automl.internal.forecast.model.ForecastJson;
import io.mudbrick.automl.internal.tracked.MetricNames;
import io.mudbrick.automl.internal.tracked.Records;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.recipe.SeriesLearner;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.RunUpdate;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The trials of an experiment that were done before it was interrupted, as its runs have them. */
final class ForecastHistory {
  private final Map<Integer, Past> trials = new HashMap<>();

  /**
   * A trial as it ended then.
   *
   * @param made empty when it failed
   */
  record Past(ForecastNote note, Trial trial, Optional<ForecastTrials.Made> made) {}

  private ForecastHistory() {}

  /** Nothing was done before. */
  static ForecastHistory none() {
    return new ForecastHistory();
  }

  /**
   * Reads the runs of the experiment. Those that did not come to their end are ended, and a
   * combination that was made is deleted: it will be made again.
   */
  static ForecastHistory read(ForecastSession session, Scratch scratch) {
    ForecastHistory history = new ForecastHistory();
    Tracking tracking = session.tracking();
    for (Run run :
        tracking.search(session.experimentId()).childrenOf(session.parentRunId()).list()) {
      Optional<ForecastNote> note = ForecastNote.of(run);
      boolean combination =
          run.param("model_family").equals(Optional.of(ForecastFamily.COMBINATION.wireName()));
      if (combination) {
        tracking.deleteRun(run.runId());
      } else if (note.isPresent()) {
        Past past = history.past(session, run, note.get(), scratch);
        history.trials.put(past.note().number(), past);
        end(tracking, run, past.trial().failed() ? RunStatus.FAILED : RunStatus.FINISHED);
      } else {
        end(tracking, run, RunStatus.KILLED);
      }
    }
    return history;
  }

  private static void end(Tracking tracking, Run run, RunStatus as) {
    if (!run.info().status().isTerminal()) {
      tracking.updateRun(run.runId(), new RunUpdate(as, tracking.now(), null));
    }
  }

  /** How that very trial ended; none when it was not tried. */
  Optional<Past> of(int number, String model) {
    return Optional.ofNullable(trials.get(number)).filter(past -> past.note().isOf(number, model));
  }

  private Past past(ForecastSession session, Run run, ForecastNote note, Scratch scratch) {
    Map<String, Double> metrics = Records.metrics(run);
    Optional<String> failure = run.tag(Tags.FAILURE);
    String primary = MetricNames.VALIDATION + session.options().primaryMetric().key();
    Trial trial =
        new Trial(
            note.number(),
            run.runId(),
            note.model() + "-" + note.number(),
            ForecastPlan.family(note.model()),
            Records.params(run),
            metrics,
            failure.isEmpty() ? metrics.getOrDefault(primary, Double.NaN) : Double.NaN,
            Double.NaN,
            Duration.ofNanos(note.nanos()),
            failure.orElse(null),
            false);
    Optional<ForecastTrials.Made> made =
        failure.isEmpty()
            ? Optional.of(scratch.with(directory -> made(session, run, note, directory)))
            : Optional.empty();
    return new Past(note, trial, made);
  }

  private static ForecastTrials.Made made(
      ForecastSession session, Run run, ForecastNote note, Path directory) {
    Tracking tracking = session.tracking();
    Path file = directory.resolve(BacktestTable.FILE);
    try {
      Files.write(file, Records.bytes(tracking, run.runId(), BacktestTable.FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] fitted = Records.bytes(tracking, run.runId(), ForecastFiles.FITTED);
    return new ForecastTrials.Made(
        new SeriesModels.Tried(
            note.model(),
            BacktestTable.read(note.model(), session.panel(), file),
            Combination.only(ForecastJson.read(fitted))),
        SeriesLearner.of(note.model()).seed(note.seed()).stopping(note.stops()));
  }
}
