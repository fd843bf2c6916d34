package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.Estimator;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient boosted trees; the loss on the validation rows says when to stop. Trees grow leaf by
 * leaf, the one that gains most first: with as many leaves as the depth allows that is the same
 * tree as level by level. A candidate that says how many rounds gets these.
 */
final class BoostedTrainer implements Trainer {
  private static final int MOST_ROUNDS = 2000;

  /** Rounds without improvement before it stops, besides a share of those that improved. */
  private static final int PATIENCE = 20;

  private static final double PATIENCE_SHARE = 0.1;

  /** An improvement that patience starts anew for, as a share. */
  private static final double IMPROVEMENT = 5e-4;

  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    Map<String, Object> params = Xgboost.params(data, allowance.seed());
    params.put("grow_policy", "lossguide");
    for (String whole : new String[] {"max_depth", "max_leaves"}) {
      params.put(whole, (int) candidate.param(whole));
    }
    for (String name :
        new String[] {
          "learning_rate",
          "min_child_weight",
          "subsample",
          "colsample_bytree",
          "reg_lambda",
          "reg_alpha"
        }) {
      params.put(name, candidate.param(name));
    }
    try {
      DMatrix train = Xgboost.matrix(data.train(), data.codes());
      try {
        DMatrix validation = Xgboost.matrix(data.validation(), data.codes());
        try {
          int trees = data.classes() > 2 ? data.classes() : 1;
          List<String> features = data.train().rows().names();
          int rounds = (int) candidate.param(Candidate.ROUNDS, 0);
          return rounds > 0
              ? boost(params, train, validation, features, trees, rounds, allowance)
              : boostWhileBetter(params, train, validation, features, trees, allowance);
        } finally {
          validation.dispose();
        }
      } finally {
        train.dispose();
      }
    } catch (XGBoostError e) {
      throw new NativeFailure(e);
    }
  }

  private static Fitted boost(
      Map<String, Object> params,
      DMatrix train,
      DMatrix validation,
      List<String> features,
      int treesPerRound,
      int most,
      Allowance allowance)
      throws XGBoostError {
    Booster booster = XGBoost.train(train, params, 1, Map.of(), null, null);
    try {
      int rounds = 1;
      while (rounds < most && !allowance.over().getAsBoolean()) {
        booster.update(train, rounds);
        rounds++;
      }
      byte[] model = booster.toByteArray(Xgboost.UBJ);
      return new Fitted(
          new Estimator.XgBoost(
              UbjModel.firstRounds(model, features, rounds, treesPerRound), Estimator.Format.UBJ),
          Map.of(Candidate.ROUNDS, Integer.toString(rounds)),
          Xgboost.flat(booster.predict(validation)));
    } finally {
      booster.dispose();
    }
  }

  private static Fitted boostWhileBetter(
      Map<String, Object> params,
      DMatrix train,
      DMatrix validation,
      List<String> features,
      int treesPerRound,
      Allowance allowance)
      throws XGBoostError {
    Booster booster = XGBoost.train(train, params, 1, Map.of(), null, null);
    try {
      DMatrix[] watched = {validation};
      String[] names = {"validation"};
      double best = loss(booster.evalSet(watched, names, 0));
      int rounds = 1;
      int bestRounds = 1;
      double mark = best;
      int marked = 1;
      while (rounds < MOST_ROUNDS
          && rounds - marked < PATIENCE + PATIENCE_SHARE * marked
          && !allowance.over().getAsBoolean()) {
        booster.update(train, rounds);
        double loss = loss(booster.evalSet(watched, names, rounds));
        rounds++;
        if (loss < best) {
          best = loss;
          bestRounds = rounds;
        }
        if (loss < mark * (1 - IMPROVEMENT)) {
          mark = loss;
          marked = rounds;
        }
      }
      byte[] model = booster.toByteArray(Xgboost.UBJ);
      return new Fitted(
          new Estimator.XgBoost(
              UbjModel.firstRounds(model, features, bestRounds, treesPerRound),
              Estimator.Format.UBJ),
          Map.of(Candidate.ROUNDS, Integer.toString(bestRounds)),
          Xgboost.flat(booster.predict(validation, false, bestRounds)));
    } finally {
      booster.dispose();
    }
  }

  /** The number in {@code [3]\tvalidation-logloss:0.4213}. */
  private static double loss(String evaluation) {
    return Double.parseDouble(evaluation.substring(evaluation.lastIndexOf(':') + 1).trim());
  }
}
