package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Encoded;
import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.data.Fold;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.explain.Explanations;
import io.mudbrick.automl.internal.explain.Subject;
import io.mudbrick.automl.internal.report.EncodedSample;
import io.mudbrick.automl.internal.report.ExplanationReport;
import io.mudbrick.automl.internal.report.Provenance;
import io.mudbrick.automl.internal.report.Report;
import io.mudbrick.automl.internal.report.TrialReport;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Fits one candidate, writes it as a model, measures it with the scorer that would serve it and
 * tracks all that as a run. Whatever goes wrong ends this trial only. Thread-safe.
 */
final class TrialRunner {
  static final String TRAINING = "training_";
  static final String VALIDATION = "val_";
  static final String TEST = "test_";

  /** The run tag that says why a trial failed. */
  static final String FAILURE_TAG = "mudbrick.automl.failure";

  /** Native libraries add their stack to what they say. */
  private static final int MOST_REASON = 1000;

  private final Session session;
  private final BiFunction<Candidate, TrainingData, Trainer> trainers;
  private final Scratch scratch;
  private final Ids ids;
  private final RunLineage lineage;

  TrialRunner(
      Session session,
      BiFunction<Candidate, TrainingData, Trainer> trainers,
      Scratch scratch,
      Ids ids,
      RunLineage lineage) {
    this.session = session;
    this.trainers = trainers;
    this.scratch = scratch;
    this.ids = ids;
    this.lineage = lineage;
  }

  Trial run(Candidate candidate) {
    long started = System.nanoTime();
    Map<String, String> params = Params.of(candidate);
    ActiveRun run =
        session
            .tracking()
            .startRun(
                NewRun.in(session.experimentId())
                    .name(candidate.runName())
                    .parent(session.parentRunId())
                    .tag(Tags.AUTOML, "True")
                    .tag("mlflow.source.type", "LOCAL")
                    .tag("mlflow.source.name", "mudbrick automl")
                    .build());
    try {
      run.params(params);
      Map<String, Double> metrics = fit(candidate, run, params);
      double score = score(metrics);
      run.close();
      return trial(candidate, run, params, metrics, score, started, null);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      String reason = reason(e);
      run.tag(FAILURE_TAG, reason);
      run.end(RunStatus.FAILED);
      return trial(candidate, run, params, Map.of(), Double.NaN, started, reason);
    }
  }

  private double score(Map<String, Double> metrics) {
    Double score = metrics.get(session.primaryKey());
    if (score == null || score.isNaN()) {
      throw AutoMlErrors.undefinedMetric(session.primaryMetric());
    }
    return score;
  }

  private static Trial trial(
      Candidate candidate,
      ActiveRun run,
      Map<String, String> params,
      Map<String, Double> metrics,
      double score,
      long started,
      @Nullable String failure) {
    return new Trial(
        candidate.number(),
        run.runId(),
        candidate.runName(),
        candidate.family(),
        params,
        metrics,
        score,
        Duration.ofNanos(System.nanoTime() - started),
        failure);
  }

  private Map<String, Double> fit(Candidate candidate, ActiveRun run, Map<String, String> params) {
    Prepared prepared = session.prepared();
    Encoding encoding = Encoding.of(candidate);
    Fold fold = prepared.folds().get(0);
    TrainingData data = prepared.trainingData(encoding, fold);
    Fitted fitted =
        trainers
            .apply(candidate, data)
            .fit(candidate, data, Allowance.unlimited(session.seed() + candidate.number()));
    run.params(fitted.params());
    params.putAll(fitted.params());
    Work work = new Work(candidate, fold, prepared.encoded(encoding), data, fitted);
    return scratch.with(directory -> measure(work, run, directory));
  }

  /** What was fitted to what. */
  private record Work(
      Candidate candidate, Fold fold, Encoded encoded, TrainingData data, Fitted fitted) {}

  private Map<String, Double> measure(Work work, ActiveRun run, Path directory) {
    Prepared prepared = session.prepared();
    Path modelDirectory = directory.resolve(Trial.MODEL_PATH);
    LoadedModel model =
        Models.write(
            prepared,
            work.encoded(),
            work.fitted(),
            run.runId(),
            ids.hex32(),
            session.tracking().now(),
            modelDirectory);
    Prepared.Part judged = prepared.part(work.fold().validation());
    Predictions validation = model.predict(judged.rows());
    Models.compare(validation, work.fitted().nativeValidation());
    Measured measured = measured(validation, judged);
    Map<String, Double> metrics = new LinkedHashMap<>();
    put(metrics, TRAINING, measured(model, prepared.part(work.fold().train())));
    put(metrics, VALIDATION, measured);
    put(metrics, TEST, measured(model, prepared.test()));
    run.logModel(Trial.MODEL_PATH, modelDirectory);
    Path report = directory.resolve("report");
    Subject subject = Subject.of(model, prepared.truth().target(), judged.rows(), judged.truth());
    List<Report> reports = new ArrayList<>();
    reports.add(measured.report());
    reports.add(
        new ExplanationReport(
            Explanations.of(
                subject,
                List.of(subject),
                new Explanations.Effort(false, session.seed(), () -> false))));
    reports.add(Provenance.of(prepared, work.candidate(), session.seed()));
    if (work.candidate().family() != ModelFamily.LINEAR) {
      reports.add(new EncodedSample(work.data().validation().rows(), validation));
    }
    TrialReport.write(report, reports);
    run.artifacts("", report);
    run.log(metrics, 0);
    lineage.tried(session.parentRunId(), run.runId(), session.tracking().now());
    return metrics;
  }

  private Measured measured(LoadedModel model, Prepared.Part part) {
    return measured(model.predict(part.rows()), part);
  }

  private Measured measured(Predictions predictions, Prepared.Part part) {
    return Measured.of(session.prepared().truth().target(), predictions, part);
  }

  private static void put(Map<String, Double> metrics, String prefix, Measured measured) {
    measured.metrics().forEach((name, value) -> metrics.put(prefix + name, value));
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String reason = message == null ? failure.getClass().getSimpleName() : message;
    return reason.substring(0, Math.min(MOST_REASON, reason.length()));
  }
}
