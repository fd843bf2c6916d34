package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.BoundedModel;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FactorizationMachine;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;
import io.mudbrick.platform.model.QuadraticModel;

/** Opens estimators. */
public final class FeatureModels {
  private FeatureModels() {}

  public static FeatureModel open(Estimator estimator) {
    if (estimator instanceof LinearModel linear) {
      return new LinearFeatureModel(linear);
    }
    if (estimator instanceof NeuralNetwork network) {
      return new NetworkFeatureModel(network);
    }
    if (estimator instanceof FactorizationMachine machine) {
      return new FactorsFeatureModel(machine);
    }
    if (estimator instanceof QuadraticModel form) {
      return new QuadraticFeatureModel(form);
    }
    if (estimator instanceof BoundedModel bounded) {
      return new BoundedFeatureModel(bounded);
    }
    if (estimator instanceof Estimator.LightGbm lightgbm) {
      return LightGbmModel.read(lightgbm.text()).ensemble();
    }
    Estimator.XgBoost xgboost = (Estimator.XgBoost) estimator;
    return XgBoostModel.read(xgboost.bytes(), xgboost.format()).open();
  }
}
