package io.mudbrick.automl.recipe;

import io.mudbrick.automl.internal.replay.Replayed;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model that was made again, and how good it is; see {@link PreparedRows#fit} and {@link
 * PreparedSeries#fit}. Thread-safe.
 */
public final class TrialModel {
  private final Replayed model;

  TrialModel(Replayed model) {
    this.model = model;
  }

  /** By the names under which trials log them, such as {@code val_roc_auc}. */
  public Map<String, Double> metrics() {
    return model.metrics();
  }

  /**
   * Makes sure that the metrics are these, to the last bit.
   *
   * @throws IllegalStateException when one differs or is not there; it says which
   */
  public void mustScore(Map<String, Double> recorded) {
    RecordedMetrics.compare(metrics(), recorded);
  }

  /**
   * Scores raw rows.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when they do not fit
   */
  public Predictions predict(Frame rows) {
    return model.predict(rows);
  }

  /**
   * Writes the model directory, which {@link io.mudbrick.platform.model.ModelLoader} and Python's
   * {@code mlflow.pyfunc.load_model} load.
   *
   * @throws java.io.UncheckedIOException when the disk refuses
   */
  public void write(Path directory) {
    model.write(directory);
  }
}
