package io.mudbrick.platform.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model takes and gives: MLflow's {@code signature}. Immutable.
 *
 * @param outputs null when the model does not say
 */
public record ModelSignature(Schema inputs, @Nullable Schema outputs, List<ParamSpec> params) {
  public ModelSignature {
    params = List.copyOf(params);
  }

  public ModelSignature(Schema inputs, @Nullable Schema outputs) {
    this(inputs, outputs, List.of());
  }
}
