package io.mudbrick.automl;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One candidate that was fitted and measured: a tracked run. Immutable.
 *
 * @param number from 1, in the order of the plan
 * @param runId its MLflow run
 * @param runName such as {@code XGBoost-4}
 * @param params hyperparameters as logged
 * @param metrics by logged name, such as {@code val_roc_auc}; empty when it failed
 * @param score the primary metric on the validation rows; NaN when it failed
 * @param failure why it failed; null when it did not
 */
public record Trial(
    int number,
    String runId,
    String runName,
    Family family,
    Map<String, String> params,
    Map<String, Double> metrics,
    double score,
    Duration duration,
    @Nullable String failure) {
  /** The model directory below the artifacts of a trial's run. */
  public static final String MODEL_PATH = "model";

  public Trial {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  public boolean failed() {
    return failure != null;
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
