package io.mudbrick.automl.internal.train;

import io.mudbrick.platform.model.FeatureMatrix;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** How XGBoost is asked. */
final class Xgboost {
  /** The format of models: half as large as JSON, and read twice as fast. */
  static final String UBJ = "ubj";

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

  /**
   * The rows with their truth and weights; what features are called, models are told when they are
   * saved.
   *
   * @param codes as {@link TrainingData#codes}
   */
  static DMatrix matrix(TrainingData.Part part, int[] codes) throws XGBoostError {
    FeatureMatrix rows = part.rows();
    DMatrix matrix = new DMatrix(rows.values(), rows.rows(), rows.width(), Float.NaN);
    matrix.setLabel(part.truth());
    float[] weights = part.weights();
    if (weights != null) {
      matrix.setWeight(weights);
    }
    if (Arrays.stream(codes).anyMatch(count -> count > 0)) {
      matrix.setFeatureTypes(
          Arrays.stream(codes).mapToObj(count -> count > 0 ? "c" : "q").toArray(String[]::new));
    }
    return matrix;
  }

  /** Row by row. */
  static double[] flat(float[][] answers) {
    int outputs = answers.length == 0 ? 0 : answers[0].length;
    double[] flat = new double[answers.length * outputs];
    for (int row = 0; row < answers.length; row++) {
      for (int i = 0; i < outputs; i++) {
        flat[row * outputs + i] = answers[row][i];
      }
    }
    return flat;
  }
}
