package io.mudbrick.tracking;

import io.mudbrick.tracking.traces.ActiveTrace;
import io.mudbrick.tracking.traces.Traces;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The tracking service, bound to one caller: {@code platform.module(Tracking.class)}.
 *
 * <pre>{@code
 * Experiment churn = tracking.getOrCreateExperiment("churn");
 * try (ActiveRun run = tracking.startRun(churn.experimentId(), "forest-12")) {
 *   run.param("depth", 6);
 *   run.log("auc", 0.91, 1);
 *   run.artifact("notes.txt", bytes);
 * }
 * Optional<Run> best = tracking.search(churn.experimentId()).best("auc");
 * }</pre>
 *
 * <p>The same as MLflow's {@code /api/2.0/mlflow/experiments}, {@code runs}, {@code metrics},
 * {@code artifacts} and {@code logged-models} calls, with their limits and their errors. When a
 * method returns, what it wrote is on disk. Thread-safe.
 */
public interface Tracking extends Experiments, Runs, Artifacts, LoggedModels {

  /** The datasets that models and agents are evaluated with. */
  EvaluationDatasets evaluationDatasets();

  /** The platform's time, which runs start and end by. */
  Instant now();

  /** What was marked as deleted, to be deleted for good. */
  Garbage garbage();

  /** Traces, their spans and what is said of them. */
  Traces traces();

  /**
   * Begins a trace; its spans and what is known of it are stored when the result is closed.
   *
   * @param name of the trace and of its root
   */
  default ActiveTrace startTrace(String experimentId, String name) {
    return ActiveTrace.start(traces(), experimentId, name);
  }

  /** Creates a run in status {@code RUNNING} that ends when the result is closed. */
  default ActiveRun startRun(NewRun spec) {
    ActiveRun run = new ActiveRun(this, createRun(spec));
    if (spec.systemMetrics()) {
      run.watchSystem(Gauges::now, SystemMetrics::byThread);
    }
    return run;
  }

  /**
   * Goes on with a run that was ended or interrupted: it is {@code RUNNING} again until the result
   * is closed.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when there is none
   */
  default ActiveRun resumeRun(String runId) {
    updateRun(runId, new RunUpdate(RunStatus.RUNNING, null, null));
    return new ActiveRun(this, getRun(runId));
  }

  /** {@link #startRun(NewRun)} with nothing but a name. */
  default ActiveRun startRun(String experimentId, String name) {
    return startRun(NewRun.in(experimentId).name(name).build());
  }

  /**
   * Does the work inside a new run, which ends {@code FINISHED}, or {@code FAILED} when the work
   * throws. (A {@code try} over {@link #startRun(NewRun)} cannot know: it ends {@code FINISHED}
   * unless {@link ActiveRun#end} was called.)
   */
  default <T> T inRun(NewRun spec, Function<ActiveRun, T> work) {
    ActiveRun run = startRun(spec);
    try {
      T result = work.apply(run);
      run.close();
      return result;
    } catch (RuntimeException | Error e) {
      run.fail(e);
      throw e;
    }
  }

  /**
   * A search over the runs of experiments: narrow it, then {@code list()} or {@code best("auc")}.
   */
  default RunSearch search(String... experimentIds) {
    return new RunSearch(this, RunQuery.in(List.of(experimentIds)).build());
  }
}
