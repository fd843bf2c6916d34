package io.mudbrick.platform.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model ready to score. Thread-safe.
 *
 * @param dir where it was loaded from
 * @param descriptor its MLmodel
 */
public record LoadedModel(Path dir, MlModel descriptor, Scorer scorer) {
  public @Nullable ModelSignature signature() {
    return descriptor.signature();
  }

  /**
   * Brings the rows into the shape of the signature and scores them. This is what {@code POST
   * /invocations} does after reading the body.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the rows do not fit
   */
  public Predictions predict(Frame rows) {
    return scorer.score(enforce(rows));
  }

  /**
   * As {@link #predict}, and says why.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the rows do not fit or the
   *     model cannot say
   */
  public Contributions explain(Frame rows) {
    return scorer.contributions(enforce(rows));
  }

  private Frame enforce(Frame rows) {
    ModelSignature signature = descriptor.signature();
    return signature == null ? rows : signature.inputs().enforce(rows);
  }
}
