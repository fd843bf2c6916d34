package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFlavor;
import io.mudbrick.platform.model.Scorer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our flavor of models that Tribuo serialized to protobuf. Java serialization is never read. */
public final class TribuoFlavor implements ModelFlavor {
  static final String NAME = "tribuo";
  static final String FILE = "model.tribuo";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 50;
  }

  @Override
  public Scorer load(Path dir, MlModel model, Map<String, @Nullable Object> config) {
    String data = ModelFiles.data(config, FILE);
    return new TribuoScorer(TribuoFile.read(ModelFiles.bytes(dir, data)));
  }
}
