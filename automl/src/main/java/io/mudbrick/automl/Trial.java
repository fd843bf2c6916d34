package io.mudbrick.automl;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One candidate that was fitted and measured: a tracked run. Immutable.
 *
 * @param number from 1, in the order of the plan; 0 for the blend of the others
 * @param runId its MLflow run
 * @param runName such as {@code XGBoost-4}
 * @param params hyperparameters as logged
 * @param metrics by logged name, such as {@code val_roc_auc}; empty when it failed
 * @param score the primary metric on the validation rows, each predicted by a model that has not
 *     seen it; NaN when it failed or was given up
 * @param standardError of the score; NaN when unknown
 * @param failure why it failed; null when it did not
 * @param pruned whether it was given up after its first fold, since it promised nothing; it has no
 *     model then
 */
public record Trial(
    int number,
    String runId,
    String runName,
    Family family,
    Map<String, String> params,
    Map<String, Double> metrics,
    double score,
    double standardError,
    Duration duration,
    @Nullable String failure,
    boolean pruned) {
  /** The model directory below the artifacts of a trial's run. */
  public static final String MODEL_PATH = "model";

  /** The notebook that shows how it came about, among the artifacts of a trial's run. */
  public static final String NOTEBOOK_PATH = "trial.ipynb";

  /** The Java program that makes it again, likewise. */
  public static final String PROGRAM_PATH = "trial.java";

  public Trial {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  public boolean failed() {
    return failure != null;
  }

  /** Whether there is a model: it neither failed nor was given up. */
  public boolean hasModel() {
    return failure == null && !pruned;
  }

  /** Half the width of the 95 % interval around the score; NaN when unknown. */
  public double margin() {
    return 1.96 * standardError;
  }

  /** Where the notebook is: {@code notebook_url} of Databricks. */
  public String notebookUri() {
    return "runs:/" + runId + "/" + NOTEBOOK_PATH;
  }

  /** Where the program is that makes the trial again. */
  public String programUri() {
    return "runs:/" + runId + "/" + PROGRAM_PATH;
  }

  /** What it is, in one line: {@code XGBoost (learning_rate 0.06, max_depth 4)}. */
  public String modelDescription() {
    return params.entrySet().stream()
        .filter(param -> !param.getKey().equals("model_family"))
        .map(param -> param.getKey() + " " + param.getValue())
        .collect(Collectors.joining(", ", family.label() + " (", ")"));
  }

  /** Where the model is: {@code runs:/<run id>/model}. */
  public String modelUri() {
    return "runs:/" + runId + "/" + MODEL_PATH;
  }

  /**
   * A metric by its logged name; NaN when there is none.
   *
   * @param name such as {@code test_roc_auc}
   */
  public double metric(String name) {
    return metrics.getOrDefault(name, Double.NaN);
  }
}
