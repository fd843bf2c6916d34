package io.mudbrick.automl.internal.replay;

import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import java.nio.file.Path;
import java.util.Map;

/** A model that was made again, of no run and no time. Thread-safe. */
public interface Replayed {
  /** By the names under which trials log them. */
  Map<String, Double> metrics();

  Predictions predict(Frame rows);

  /** As a model directory. */
  void write(Path directory);
}
