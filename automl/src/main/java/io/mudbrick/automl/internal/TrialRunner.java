package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.data.Fold;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.ensemble.Answers;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits candidates to folds, writes them as models, measures them and tracks all that as runs.
 * Whatever goes wrong ends one trial only. Thread-safe.
 */
final class TrialRunner {
  static final String TRAINING = "training_";
  static final String VALIDATION = "val_";
  static final String TEST = "test_";

  /** The run tag that says why a trial failed. */
  static final String FAILURE_TAG = "mudbrick.automl.failure";

  /** The run tag of a trial that was given up after its first fold. */
  static final String PRUNED_TAG = "mudbrick.automl.pruned";

  /** Native libraries add their stack to what they say. */
  private static final int MOST_REASON = 1000;

  /** So many rows tell how well a model knows what it learned. */
  private static final int TRAINING_ROWS = 1000;

  /** So many rows tell whether two scorers are one. */
  private static final int COMPARED_ROWS = 100;

  private final Session session;
  private final BiFunction<Candidate, TrainingData, Trainer> trainers;
  private final Path directory;
  private final Ids ids;
  private final RunLineage lineage;
  private final Map<Encoding, FeatureMatrix> testRows = new ConcurrentHashMap<>();

  /**
   * @param directory where models are written before they are logged; they stay there
   */
  TrialRunner(
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
  record Result(Trial trial, Library.@Nullable Book book) {}

  /** Starts the run of a candidate. */
  Attempt begin(Candidate candidate) {
    ActiveRun run = session.startRun(candidate.runName());
    return new Attempt(candidate, run, Params.of(candidate), session.prepared().folds().size());
  }

  /**
   * Fits the candidate to one fold. What goes wrong is noted with the attempt.
   *
   * @param over when the fit has to come to its end
   */
  void fit(Attempt attempt, int fold, BooleanSupplier over) {
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
  Result conclude(Attempt attempt) {
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
    attempt.run().tag(FAILURE_TAG, reason);
    attempt.run().end(RunStatus.FAILED);
    Score none = new Score(Map.of(), Double.NaN, Double.NaN);
    return new Result(trial(attempt, none, reason, false), null);
  }

  /** Ends the run of a candidate that promises nothing. */
  Trial prune(Attempt attempt) {
    attempt.run().params(attempt.params());
    attempt.run().tag(PRUNED_TAG, "after fold 1 of " + session.prepared().folds().size());
    attempt.run().end(RunStatus.KILLED);
    return trial(attempt, new Score(Map.of(), Double.NaN, Double.NaN), null, true);
  }

  /** Ends the run of a candidate for which there was no time: as if it had not been tried. */
  void abandon(Attempt attempt) {
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
    Judging judging = session.judging();
    Answers answers = judging.gather(attempt.fits());
    Measured validation = judging.measure(answers);
    double score = judging.score(validation.metrics());
    if (Double.isNaN(score)) {
      throw AutoMlErrors.undefinedMetric(session.primaryMetric());
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    Answers test = checkAndMeasureFirst(attempt, validation, metrics);
    Models.write(
        session.prepared(),
        members(attempt),
        run.runId(),
        ids.hex32(),
        session.tracking().now(),
        model);
    run.params(attempt.params());
    run.logModel(Trial.MODEL_PATH, model);
    run.log(metrics, 0);
    run.close();
    lineage.tried(session.parentRunId(), run.runId(), session.tracking().now());
    Score scored = new Score(metrics, score, judging.standardError(answers));
    Trial trial = trial(attempt, scored, null, false);
    return new Result(
        trial, new Library.Book(trial, Encoding.of(attempt.candidate()), answers, test, model));
  }

  /** The folds' models side by side, each as heavy as the others. */
  private List<Member> members(Attempt attempt) {
    Preparation preparation =
        session.prepared().encoded(Encoding.of(attempt.candidate())).preparation();
    List<Fitted> fits = attempt.fits();
    return fits.stream()
        .map(fitted -> new Member(preparation, fitted.estimator(), 1.0 / fits.size()))
        .toList();
  }

  /**
   * Makes sure that the first fold's model is served as it was fitted, and measures what it knows
   * of the rows that it learned from, and of the test rows. Where there are none, every row was
   * judged by a model that has not seen it, and that is the test.
   *
   * @return the answers for the test rows
   */
  private @Nullable Answers checkAndMeasureFirst(
      Attempt attempt, Measured validation, Map<String, Double> metrics) {
    Prepared prepared = session.prepared();
    Encoding encoding = Encoding.of(attempt.candidate());
    FeatureMatrix matrix = prepared.encoded(encoding).rows();
    Fold fold = prepared.folds().get(0);
    FeatureModel first = FeatureModel.of(attempt.fit(0).estimator());
    int[] compared =
        Arrays.copyOf(fold.validation(), Math.min(COMPARED_ROWS, fold.validation().length));
    Models.compare(Models.ask(first, matrix, compared), session.judging().answers(attempt.fit(0)));
    int[] learned = thin(fold.train());
    put(
        metrics,
        TRAINING,
        measured(Models.ask(first, matrix, learned), prepared.truth().at(learned)));
    put(metrics, VALIDATION, validation);
    int tests = prepared.test().truth().length;
    if (tests == 0) {
      // every row is judged by models that have not seen it
      new LinkedHashMap<>(metrics)
          .forEach(
              (name, value) -> {
                if (name.startsWith(VALIDATION)) {
                  metrics.put(TEST + name.substring(VALIDATION.length()), value);
                }
              });
      return null;
    }
    FeatureMatrix rows =
        testRows.computeIfAbsent(
            encoding, e -> prepared.encoded(e).preparation().apply(prepared.test().rows()));
    Answers answers = Models.ask(first, rows, IntStream.range(0, tests).toArray());
    put(metrics, TEST, measured(answers, prepared.test().truth()));
    return answers;
  }

  private static int[] thin(int[] rows) {
    int kept = Math.min(TRAINING_ROWS, rows.length);
    return IntStream.range(0, kept).map(i -> rows[(int) ((long) i * rows.length / kept)]).toArray();
  }

  private Measured measured(Answers answers, double[] truth) {
    return session.judging().measure(answers, truth);
  }

  static void put(Map<String, Double> metrics, String prefix, Measured measured) {
    measured.metrics().forEach((name, value) -> metrics.put(prefix + name, value));
    if (prefix.equals(TRAINING)) {
      return; // how sure one is of rows that were learned from tells nothing
    }
    measured
        .intervals()
        .forEach(
            (name, interval) -> {
              metrics.put(prefix + name + "_ci_low", interval.low());
              metrics.put(prefix + name + "_ci_high", interval.high());
            });
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String reason = message == null ? failure.getClass().getSimpleName() : message;
    return reason.substring(0, Math.min(MOST_REASON, reason.length()));
  }
}
