package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.Estimator;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A random forest: many trees grown side by side in one boosting round, their mean the answer. */
final class ForestTrainer implements Trainer {
  private static final int TREES = 200;

  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    Map<String, Object> params = Xgboost.params(data, allowance.seed());
    params.put("num_parallel_tree", TREES);
    params.put("learning_rate", 1);
    params.put("reg_lambda", 1e-3);
    params.put("max_depth", (int) candidate.param("max_depth"));
    params.put("subsample", candidate.param("subsample"));
    params.put("colsample_bynode", candidate.param("colsample_bynode"));
    params.put("min_child_weight", candidate.param("min_child_weight"));
    try {
      DMatrix train = Xgboost.matrix(data.train(), data.codes());
      DMatrix validation = Xgboost.matrix(data.validation(), data.codes());
      Booster booster = XGBoost.train(train, params, 1, Map.of(), null, null);
      try {
        return new Fitted(
            new Estimator.XgBoost(booster.toByteArray(Xgboost.UBJ), Estimator.Format.UBJ),
            Map.of("n_estimators", Integer.toString(TREES)),
            Xgboost.flat(booster.predict(validation)));
      } finally {
        booster.dispose();
        train.dispose();
        validation.dispose();
      }
    } catch (XGBoostError e) {
      throw new NativeFailure(e);
    }
  }
}
