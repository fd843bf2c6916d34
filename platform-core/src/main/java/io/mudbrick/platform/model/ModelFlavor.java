package io.mudbrick.platform.model;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads one of the flavors that an MLmodel may carry. Found by {@link java.util.ServiceLoader}. A
 * flavor reads data only: it neither unpickles nor loads classes that an artifact names.
 */
public interface ModelFlavor {
  /** The key under {@code flavors}, such as {@code xgboost}. */
  String name();

  /** Which flavor wins when a model carries several: the highest. {@code mudbrick} has 100. */
  int rank();

  /**
   * Makes the scorer.
   *
   * @param dir the model directory
   * @param config what stands under the flavor's key
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the files are not what they
   *     should be
   */
  Scorer load(Path dir, MlModel model, Map<String, @Nullable Object> config);
}
