package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Gradient boosted trees; the loss on the validation rows says when to stop. */
final class BoostedTrainer implements Trainer {
  private static final int MOST_ROUNDS = 1500;

  /** Rounds without improvement before it stops. */
  private static final int PATIENCE = 30;

  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    Map<String, Object> params = Xgboost.params(data, allowance.seed());
    candidate.params().forEach(params::put);
    params.put("max_depth", (int) candidate.param("max_depth"));
    try {
      DMatrix train = Xgboost.matrix(data.train());
      DMatrix validation = Xgboost.matrix(data.validation());
      try {
        return boost(params, train, validation, allowance);
      } finally {
        train.dispose();
        validation.dispose();
      }
    } catch (XGBoostError e) {
      throw new NativeFailure(e);
    }
  }

  private static Fitted boost(
      Map<String, Object> params, DMatrix train, DMatrix validation, Allowance allowance)
      throws XGBoostError {
    Booster booster = XGBoost.train(train, params, 1, Map.of(), null, null);
    try {
      DMatrix[] watched = {validation};
      String[] names = {"validation"};
      double best = loss(booster.evalSet(watched, names, 0));
      int bestRounds = 1;
      for (int round = 1;
          round < MOST_ROUNDS && round - bestRounds < PATIENCE && !allowance.over().getAsBoolean();
          round++) {
        booster.update(train, round);
        double loss = loss(booster.evalSet(watched, names, round));
        if (loss < best) {
          best = loss;
          bestRounds = round + 1;
        }
      }
      return Xgboost.fitted(
          Xgboost.firstRounds(Xgboost.json(booster), bestRounds),
          Map.of(
              "n_estimators", Integer.toString(bestRounds),
              "early_stopping_rounds", Integer.toString(PATIENCE)),
          validation);
    } finally {
      booster.dispose();
    }
  }

  /** The number in {@code [3]\tvalidation-logloss:0.4213}. */
  private static double loss(String evaluation) {
    return Double.parseDouble(evaluation.substring(evaluation.lastIndexOf(':') + 1).trim());
  }
}
