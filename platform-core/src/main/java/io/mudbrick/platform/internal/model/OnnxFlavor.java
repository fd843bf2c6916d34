package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFlavor;
import io.mudbrick.platform.model.Scorer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MLflow's {@code onnx} flavor: a graph that ONNX Runtime runs, when its jar ({@code
 * com.microsoft.onnxruntime:onnxruntime}) is on the class path.
 */
public final class OnnxFlavor implements ModelFlavor {
  static final String NAME = "onnx";
  static final String FILE = "model.onnx";

  @Override
  public String name() {
    return NAME;
  }

  /** Behind the flavors that are scored in Java, before those of which only it is known. */
  @Override
  public int rank() {
    return 40;
  }

  @Override
  public Scorer load(Path dir, MlModel model, Map<String, @Nullable Object> config) {
    String data = ModelFiles.data(config, FILE);
    Path file = ModelFiles.file(dir, data);
    try {
      return OnnxScorer.open(file, model.signature());
    } catch (NoClassDefFoundError e) {
      throw ModelErrors.needsJar("an ONNX model", "com.microsoft.onnxruntime:onnxruntime", e);
    }
  }
}
