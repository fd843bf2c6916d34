package io.mudbrick.automl.internal.resume;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.ensemble.Answers;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.tracked.Records;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.internal.trial.Library;
import io.mudbrick.automl.internal.trial.Session;
import io.mudbrick.automl.internal.trial.TrialNote;
import io.mudbrick.automl.internal.trial.TrialRunner;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.RunUpdate;
import io.mudbrick.tracking.Tracking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** The trials of an experiment that were done before it was interrupted, as its runs have them. */
public final class History {
  private final Session session;
  private final Path directory;
  private final Map<Integer, Past> trials = new HashMap<>();

  /**
   * A trial as it ended then.
   *
   * @param prunedLoss empty unless it was given up
   */
  public record Past(Candidate candidate, TrialRunner.Result result, OptionalDouble prunedLoss) {}

  private History(Session session, Path directory) {
    this.session = session;
    this.directory = directory;
  }

  /** Nothing was done before. */
  public static History none(Session session, Path directory) {
    return new History(session, directory);
  }

  /**
   * Reads the runs of the experiment. Those that did not come to their end are ended, and a blend
   * that was made is deleted: it will be made again.
   *
   * @param directory where models are copied to
   */
  public static History read(Session session, Path directory) {
    History history = new History(session, directory);
    Tracking tracking = session.tracking();
    for (Run run :
        tracking.search(session.experimentId()).childrenOf(session.parentRunId()).list()) {
      Optional<String> note = run.tag(TrialNote.TAG);
      if (note.isPresent()) {
        history.take(run, Json.read(note.get(), TrialNote.class));
        if (!run.info().status().isTerminal()) {
          tracking.updateRun(run.runId(), new RunUpdate(RunStatus.FINISHED, tracking.now(), null));
        }
      } else if (run.param("model_family").equals(Optional.of(ModelFamily.ENSEMBLE.wireName()))) {
        tracking.deleteRun(run.runId());
      } else if (!run.info().status().isTerminal()) {
        tracking.updateRun(run.runId(), new RunUpdate(RunStatus.KILLED, tracking.now(), null));
      }
    }
    return history;
  }

  /** How much of the experiment's time was over when its last trial ended. */
  public static Duration spent(Tracking tracking, String experimentId, String parentRunId) {
    double seconds =
        tracking.search(experimentId).childrenOf(parentRunId).list().stream()
            .flatMap(run -> run.tag(TrialNote.TAG).stream())
            .mapToDouble(note -> Json.read(note, TrialNote.class).spent())
            .max()
            .orElse(0);
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  /** How that very candidate ended; none when it was not tried. */
  public Optional<Past> of(Candidate candidate) {
    Past past = trials.get(candidate.number());
    return past == null || !past.candidate().equals(candidate)
        ? Optional.empty()
        : Optional.of(past);
  }

  private void take(Run run, TrialNote note) {
    Candidate candidate =
        new Candidate(note.number(), ModelFamily.ofWireName(note.family()), note.params());
    Map<String, Double> metrics = Records.metrics(run);
    boolean pruned = note.prunedLoss() != null;
    Optional<String> failure = run.tag(Tags.FAILURE);
    boolean model = !pruned && failure.isEmpty();
    Trial trial =
        new Trial(
            note.number(),
            run.runId(),
            candidate.runName(),
            candidate.family(),
            Records.params(run),
            metrics,
            model ? metrics.getOrDefault(session.primaryKey(), Double.NaN) : Double.NaN,
            note.standardError() == null ? Double.NaN : note.standardError(),
            Duration.ofNanos(note.nanos()),
            failure.orElse(null),
            pruned);
    trials.put(
        note.number(),
        new Past(
            candidate,
            new TrialRunner.Result(trial, model ? book(trial, candidate, note) : null),
            pruned
                ? OptionalDouble.of(Objects.requireNonNull(note.prunedLoss()))
                : OptionalDouble.empty()));
  }

  private Library.Book book(Trial trial, Candidate candidate, TrialNote note) {
    Tracking tracking = session.tracking();
    Path model = directory.resolve("trial-" + trial.number()).resolve(Trial.MODEL_PATH);
    Records.copy(tracking, trial.runId(), Trial.MODEL_PATH, model);
    int outputs = session.judging().outputs();
    Answers test =
        session.prepared().test().truth().length == 0
            ? null
            : Records.answers(tracking, trial.runId(), Records.TEST_ANSWERS, outputs);
    return Library.Book.of(
        trial,
        Encoding.of(candidate),
        Records.answers(tracking, trial.runId(), Records.ANSWERS, outputs),
        test,
        model,
        session.part(candidate, note.stops()));
  }
}
