package io.mudbrick.automl.internal.train;

import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureMatrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** What the two families that XGBoost fits have in common. */
final class Xgboost {
  private static final String JSON = "json";

  private Xgboost() {}

  /**
   * The parameters that every fit shares. One thread a trial: trials run beside each other, and
   * OpenMP's threads spin when there are more of them than processors.
   */
  static Map<String, Object> params(TrainingData data, long seed) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("tree_method", "hist");
    params.put("nthread", 1);
    params.put("verbosity", 0);
    params.put("seed", (int) (seed & Integer.MAX_VALUE));
    // Else a tree would depend on what this thread drew before.
    params.put("seed_per_iteration", true);
    if (data.classes() == 0) {
      params.put("objective", "reg:squarederror");
      params.put("eval_metric", "rmse");
    } else if (data.classes() == 2) {
      params.put("objective", "binary:logistic");
      params.put("eval_metric", "logloss");
    } else {
      params.put("objective", "multi:softprob");
      params.put("num_class", data.classes());
      params.put("eval_metric", "mlogloss");
    }
    return params;
  }

  static DMatrix matrix(TrainingData.Part part) throws XGBoostError {
    FeatureMatrix rows = part.rows();
    DMatrix matrix = new DMatrix(rows.values(), rows.rows(), rows.width(), Float.NaN);
    matrix.setLabel(part.truth());
    float[] weights = part.weights();
    if (weights != null) {
      matrix.setWeight(weights);
    }
    matrix.setFeatureNames(rows.names().toArray(new String[0]));
    return matrix;
  }

  static byte[] json(Booster booster) throws XGBoostError {
    return booster.toByteArray(JSON);
  }

  /** The saved model and what the library itself answers with it for the validation rows. */
  static Fitted fitted(byte[] json, Map<String, String> params, DMatrix validation)
      throws XGBoostError {
    Booster booster = load(json);
    try {
      float[][] answers = booster.predict(validation);
      int outputs = answers.length == 0 ? 0 : answers[0].length;
      double[] flat = new double[answers.length * outputs];
      for (int row = 0; row < answers.length; row++) {
        for (int i = 0; i < outputs; i++) {
          flat[row * outputs + i] = answers[row][i];
        }
      }
      return new Fitted(new Estimator.XgBoost(json, Estimator.Format.JSON), params, flat);
    } finally {
      booster.dispose();
    }
  }

  private static Booster load(byte[] json) throws XGBoostError {
    try {
      Booster booster = XGBoost.loadModel(json);
      booster.setParam("nthread", 1);
      return booster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The model with its first rounds only: the Java binding cannot slice, and keeping the rounds
   * behind the best one would make the model larger and worse.
   */
  static byte[] firstRounds(byte[] json, int rounds) {
    Map<String, Object> model = Json.object(new String(json, StandardCharsets.UTF_8));
    Map<String, Object> booster =
        child(child(child(model, "learner"), "gradient_booster"), "model");
    List<Object> indptr = list(booster, "iteration_indptr");
    if (indptr.size() <= rounds + 1) {
      return json;
    }
    int trees = ((Number) indptr.get(rounds)).intValue();
    booster.put("iteration_indptr", new ArrayList<>(indptr.subList(0, rounds + 1)));
    booster.put("trees", new ArrayList<>(list(booster, "trees").subList(0, trees)));
    booster.put("tree_info", new ArrayList<>(list(booster, "tree_info").subList(0, trees)));
    child(booster, "gbtree_model_param").put("num_trees", Integer.toString(trees));
    return Json.bytes(model);
  }

  @SuppressWarnings("unchecked") // JSON objects are maps with text keys.
  private static Map<String, Object> child(Map<String, Object> node, String name) {
    return (Map<String, Object>) java.util.Objects.requireNonNull(node.get(name), name);
  }

  @SuppressWarnings("unchecked") // JSON arrays are lists.
  private static List<Object> list(Map<String, Object> node, String name) {
    return (List<Object>) java.util.Objects.requireNonNull(node.get(name), name);
  }
}
