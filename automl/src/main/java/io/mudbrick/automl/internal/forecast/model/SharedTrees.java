package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureModel;

/** The trees that many fitted series have in common: one object for all of them. Thread-safe. */
final class SharedTrees {
  private final byte[] ubj;
  private final FeatureModel model;

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the bytes are not XGBoost's UBJ
   */
  SharedTrees(byte[] ubj) {
    this.ubj = ubj;
    this.model = FeatureModel.of(new Estimator.XgBoost(ubj, Estimator.Format.UBJ));
  }

  byte[] ubj() {
    return ubj;
  }

  FeatureModel model() {
    return model;
  }
}
