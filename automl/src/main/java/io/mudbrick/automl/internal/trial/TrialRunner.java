package io.mudbrick.automl.internal.trial;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.ensemble.Answers;
import io.mudbrick.automl.internal.judging.FoldModels;
import io.mudbrick.automl.internal.judging.Models;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.tracked.Records;
import io.mudbrick.automl.internal.tracked.RunLineage;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fits candidates to folds, writes them as models, measures them and tracks all that as runs.
 * Whatever goes wrong ends one trial only. Thread-safe.
 */
public final class TrialRunner {
  /** Native libraries add their stack to what they say. */
  private static final int MOST_REASON = 1000;

  private final Session session;
  private final BiFunction<Candidate, TrainingData, Trainer> trainers;
  private final Path directory;
  private final Ids ids;
  private final RunLineage lineage;
  private final Map<Encoding, Optional<FeatureMatrix>> testRows = new ConcurrentHashMap<>();

  /**
   * @param directory where models are written before they are logged; they stay there
   */
  public TrialRunner(
      Session session,
      BiFunction<Candidate, TrainingData, Trainer> trainers,
      Path directory,
      Ids ids,
      RunLineage lineage) {
    this.session = session;
    this.trainers = trainers;
    this.directory = directory;
    this.ids = ids;
    this.lineage = lineage;
  }

  /** A trial and, when it has one, its model. */
  public record Result(Trial trial, Library.@Nullable Book book) {}

  /** Starts the run of a candidate. */
  public Attempt begin(Candidate candidate) {
    ActiveRun run = session.startRun(candidate.runName());
    return new Attempt(candidate, run, Params.of(candidate), session.prepared().folds().size());
  }

  /**
   * Fits the candidate to one fold. What goes wrong is noted with the attempt.
   *
   * @param over when the fit has to come to its end
   */
  public void fit(Attempt attempt, int fold, BooleanSupplier over) {
    Candidate candidate = attempt.candidate();
    long started = session.budget().threadNanos();
    try {
      TrainingData data =
          session
              .prepared()
              .trainingData(Encoding.of(candidate), session.prepared().folds().get(fold));
      Allowance allowance = new Allowance(session.seed() + candidate.number(), over);
      Fitted fitted = trainers.apply(candidate, data).fit(candidate, data, allowance);
      attempt.fitted(fold, fitted, session.budget().threadNanos() - started);
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      attempt.failed(e);
    }
  }

  /** Makes one model of all folds and measures it; a failed attempt becomes a failed trial. */
  public Result conclude(Attempt attempt) {
    Path model =
        directory.resolve("trial-" + attempt.candidate().number()).resolve(Trial.MODEL_PATH);
    Throwable failure = attempt.failure();
    if (failure == null) {
      try {
        return measure(attempt, model);
      } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
        failure = e;
      }
    }
    String reason = reason(failure);
    attempt.run().params(attempt.params());
    attempt.run().tag(Tags.FAILURE, reason);
    Trial trial = trial(attempt, new Score(Map.of(), Double.NaN, Double.NaN), reason, false);
    note(attempt, trial, OptionalDouble.empty());
    attempt.run().end(RunStatus.FAILED);
    return new Result(trial, null);
  }

  /**
   * Ends the run of a candidate that promises nothing.
   *
   * @param loss what it would have lost, more or less
   */
  public Trial prune(Attempt attempt, double loss) {
    Trial trial = trial(attempt, new Score(Map.of(), Double.NaN, Double.NaN), null, true);
    attempt.run().params(attempt.params());
    attempt.run().tag(Tags.PRUNED, "after fold 1 of " + session.prepared().folds().size());
    note(attempt, trial, OptionalDouble.of(loss));
    attempt.run().end(RunStatus.KILLED);
    return trial;
  }

  /** Written last: a run without it is not taken for done. */
  private void note(Attempt attempt, Trial trial, OptionalDouble prunedLoss) {
    double spent = session.budget().used();
    attempt.run().tag(TrialNote.TAG, Json.write(TrialNote.of(trial, attempt, prunedLoss, spent)));
  }

  /** Ends the run of a candidate for which there was no time: as if it had not been tried. */
  public void abandon(Attempt attempt) {
    attempt.run().end(RunStatus.KILLED);
  }

  private record Score(Map<String, Double> metrics, double score, double standardError) {}

  private Trial trial(Attempt attempt, Score score, @Nullable String failure, boolean pruned) {
    Candidate candidate = attempt.candidate();
    return new Trial(
        candidate.number(),
        attempt.run().runId(),
        candidate.runName(),
        candidate.family(),
        attempt.params(),
        score.metrics(),
        score.score(),
        score.standardError(),
        Duration.ofNanos(attempt.nanos()),
        failure,
        pruned);
  }

  private Result measure(Attempt attempt, Path model) {
    ActiveRun run = attempt.run();
    Encoding encoding = Encoding.of(attempt.candidate());
    FoldModels models =
        new FoldModels(
            session.judging(), session.prepared(), encoding, attempt.fits(), testRows(encoding));
    models.check();
    Map<String, Double> metrics = models.metrics();
    double score = metrics.getOrDefault(session.primaryKey(), Double.NaN);
    if (Double.isNaN(score)) {
      throw AutoMlErrors.undefinedMetric(session.primaryMetric());
    }
    Models.write(
        session.prepared(),
        models.members(),
        1,
        run.runId(),
        ids.hex32(),
        session.tracking().now(),
        model);
    run.params(attempt.params());
    run.logModel(Trial.MODEL_PATH, model);
    run.log(metrics, 0);
    Records.keep(run, Records.ANSWERS, models.answers());
    Answers test = models.test();
    if (test != null) {
      Records.keep(run, Records.TEST_ANSWERS, test);
    }
    double error = session.judging().standardError(models.answers());
    Trial trial = trial(attempt, new Score(metrics, score, error), null, false);
    note(attempt, trial, OptionalDouble.empty());
    run.close();
    lineage.tried(session.parentRunId(), run.runId(), session.tracking().now());
    return new Result(
        trial,
        Library.Book.of(
            trial,
            encoding,
            models.answers(),
            models.test(),
            model,
            session.part(attempt.candidate(), attempt.stops())));
  }

  private @Nullable FeatureMatrix testRows(Encoding encoding) {
    return testRows
        .computeIfAbsent(encoding, e -> Optional.ofNullable(FoldModels.test(session.prepared(), e)))
        .orElse(null);
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String reason = message == null ? failure.getClass().getSimpleName() : message;
    return reason.substring(0, Math.min(MOST_REASON, reason.length()));
  }
}
