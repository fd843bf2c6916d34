package io.mudbrick.platform.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Small models that XGBoost itself trained, beside its own answers. */
record Trained(
    float[] rows, int width, byte[] ubj, byte[] json, float[][] answers, float[][] margins) {
  private static final int ROWS = 600;

  static Trained on(String objective, int classes, Map<String, Object> extra, int rounds) {
    int width = 7;
    Random random = new Random(7);
    float[] rows = new float[ROWS * width];
    float[] labels = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double signal = 0;
      for (int k = 0; k < width; k++) {
        float value = k == 3 ? random.nextInt(3) : (float) random.nextGaussian();
        boolean missing = random.nextInt(6) == 0;
        rows[i * width + k] = missing ? Float.NaN : value;
        signal += missing ? 0.4 * k : value * (k % 2 == 0 ? 1 : -0.7);
      }
      signal += 0.5 * random.nextGaussian();
      labels[i] =
          switch (classes) {
            case 0 ->
                (float) (objective.startsWith("count") ? Math.rint(Math.exp(signal / 3)) : signal);
            case 1 -> signal > 1 ? 1 : 0;
            default -> (float) Math.floorMod((int) Math.floor(signal), classes);
          };
    }
    Map<String, Object> params = new HashMap<>();
    params.put("objective", objective);
    params.put("nthread", 1);
    params.put("max_depth", 5);
    params.put("seed", 1);
    if (classes > 1) {
      params.put("num_class", classes);
    }
    params.putAll(extra);
    try {
      DMatrix matrix = new DMatrix(rows, ROWS, width, Float.NaN);
      matrix.setLabel(labels);
      Booster booster = XGBoost.train(matrix, params, rounds, new LinkedHashMap<>(), null, null);
      return new Trained(
          rows,
          width,
          booster.toByteArray("ubj"),
          booster.toByteArray("json"),
          booster.predict(matrix),
          booster.predict(matrix, true));
    } catch (XGBoostError e) {
      throw new IllegalStateException(e);
    }
  }

  static Trained binary() {
    return on("binary:logistic", 1, Map.of(), 30);
  }

  int count() {
    return ROWS;
  }

  Estimator.XgBoost estimator() {
    return new Estimator.XgBoost(ubj, Estimator.Format.UBJ);
  }

  /** The contributions that XGBoost computes itself: a row's outputs, each with the base last. */
  float[][] contributions() {
    try {
      DMatrix matrix = new DMatrix(rows, ROWS, width, Float.NaN);
      return XGBoost.loadModel(ubj).predictContrib(matrix, 0);
    } catch (XGBoostError e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
