package io.mudbrick.automl.internal.search;

import io.mudbrick.automl.ModelFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The hyperparameters of each family, with the settings that are worth trying first. Those of the
 * boosted trees follow the ones that FLAML publishes for its warm start (MIT), with learning rates
 * that end within seconds.
 */
public final class SearchSpace {
  /** The largest learning rate of boosted trees. */
  private static final double FASTEST = 0.3;

  /** The least weight of a leaf of theirs. */
  private static final double LIGHTEST = 0.003;

  private static final List<Dimension> LINEAR = List.of(Dimension.linear("l1_ratio", 0, 1));
  private static final List<Dimension> DISCRIMINANT = List.of(Dimension.linear("pooling", 0, 1));
  private static final List<Dimension> TREE =
      List.of(Dimension.whole("max_depth", 2, 12), Dimension.logWhole("min_samples_leaf", 5, 100));
  private static final List<Dimension> FOREST =
      List.of(
          Dimension.linear("max_features_exponent", 0.3, 1),
          Dimension.whole("max_depth", 6, 30),
          Dimension.logWhole("min_samples_leaf", 1, 30));

  /** Beside the learning rate, which is that of {@link #boosted}. */
  private static final List<Dimension> BOOSTED =
      List.of(
          Dimension.whole("max_depth", 2, 12),
          Dimension.logWhole("max_leaves", 4, 256),
          Dimension.log("min_child_weight", LIGHTEST, 32),
          Dimension.linear("subsample", 0.5, 1),
          Dimension.linear("colsample_bytree", 0.4, 1),
          Dimension.log("reg_lambda", 0.01, 30),
          Dimension.log("reg_alpha", 0.001, 15));

  private static final List<Dimension> NETWORK =
      List.of(
          Dimension.logWhole("hidden_units", 16, 192),
          Dimension.whole("layers", 1, 2),
          Dimension.log("learning_rate", 0.0005, 0.02),
          Dimension.log("weight_decay", 1e-5, 1),
          Dimension.linear("dropout", 0, 0.5));

  private static final List<Dimension> FACTORS =
      List.of(
          Dimension.logWhole("rank", 2, 16),
          Dimension.log("learning_rate", 0.005, 0.2),
          Dimension.log("l2", 1e-6, 1e-1));

  private static final Dimension LOG_TARGET = Dimension.whole(Candidate.LOG_TARGET, 0, 1);
  private static final Dimension NATIVE_CATEGORIES =
      Dimension.whole(Candidate.NATIVE_CATEGORIES, 0, 1);

  private SearchSpace() {}

  /** Nanoseconds that a fit takes for each cell of its matrix, more or less. */
  static double effort(Candidate candidate) {
    return switch (candidate.family()) {
      case LINEAR, ENSEMBLE -> 150;
      case DISCRIMINANT_ANALYSIS -> 200;
      case DECISION_TREE -> 100;
      case RANDOM_FOREST, EXTRA_TREES ->
          2000
              * candidate.param("max_features_exponent")
              * candidate.param("max_features_exponent");
      case XGBOOST ->
          Math.min(1500, 25 / candidate.param("learning_rate"))
              * (0.5 + candidate.param("max_depth") / 6)
              * 3;
      case FACTORIZATION_MACHINE -> 150 * (1 + candidate.param("rank"));
      case NEURAL_NETWORK -> 20 * candidate.param("hidden_units") * candidate.param("layers");
    };
  }

  static List<Dimension> of(ModelFamily family, Traits traits) {
    List<Dimension> dimensions =
        new ArrayList<>(
            switch (family) {
              case LINEAR -> LINEAR;
              case DISCRIMINANT_ANALYSIS -> DISCRIMINANT;
              case DECISION_TREE -> TREE;
              case RANDOM_FOREST, EXTRA_TREES -> FOREST;
              case XGBOOST -> boosted(traits.outputs());
              case NEURAL_NETWORK -> NETWORK;
              case FACTORIZATION_MACHINE -> FACTORS;
              case ENSEMBLE -> List.of();
            });
    if (traits.skewed()) {
      dimensions.add(LOG_TARGET);
    }
    if (traits.categories() && family == ModelFamily.XGBOOST) {
      dimensions.add(NATIVE_CATEGORIES);
    }
    return dimensions;
  }

  /** Settings that did well on many tables, in the order in which they are tried. */
  static List<Map<String, Double>> portfolio(ModelFamily family, Traits traits) {
    List<double[]> points =
        switch (family) {
          case LINEAR -> points(at(0.1), at(0.9), at(0));
          case DISCRIMINANT_ANALYSIS -> points(at(0.2), at(0), at(0.5), at(1));
          case DECISION_TREE -> points(at(6, 20));
          case RANDOM_FOREST -> points(at(0.5, 24, 2), at(0.8, 24, 10));
          case EXTRA_TREES -> points(at(0.6, 30, 1), at(0.9, 30, 8));
          case XGBOOST ->
              Stream.of(
                      at(0.1, 3, 8, 1, 0.85, 0.9, 1, 0.001),
                      at(0.1, 6, 48, 0.1, 0.85, 0.8, 2, 0.01),
                      at(0.05, 9, 61, 0.5, 0.7, 0.95, 1.8, 0.036),
                      at(0.08, 8, 46, 0.02, 0.65, 0.42, 4.6, 0.029),
                      at(0.03, 12, 60, 0.5, 0.6, 0.6, 5.35, 0.25),
                      at(0.05, 2, 4, 3, 1, 0.54, 30, 15),
                      at(0.05, 12, 139, 8, 1, 0.526, 0.024, 0.003))
                  .map(point -> forClasses(point, traits.outputs()))
                  .toList();
          case FACTORIZATION_MACHINE -> points(at(4, 0.03, 0.001), at(8, 0.02, 0.01));
          case NEURAL_NETWORK ->
              points(
                  at(64, 2, 0.003, 0.01, 0.1),
                  at(128, 1, 0.002, 0.1, 0.3),
                  at(32, 2, 0.006, 0.001, 0),
                  at(128, 2, 0.002, 0.03, 0.2));
          case ENSEMBLE -> points();
        };
    List<Map<String, Double>> portfolio = new ArrayList<>();
    List<Dimension> dimensions = of(family, traits);
    for (int i = 0; i < points.size(); i++) {
      Map<String, Double> params = new LinkedHashMap<>();
      double[] point = points.get(i);
      for (int k = 0; k < dimensions.size(); k++) {
        // What only some data has is tried in turns: the log target by the second, third, sixth …,
        // native categories by every second.
        double value =
            k < point.length
                ? point[k]
                : dimensions.get(k).equals(LOG_TARGET) ? (i + 1) / 2 % 2 : i % 2;
        params.put(dimensions.get(k).name(), value);
      }
      portfolio.add(params);
    }
    return portfolio;
  }

  /**
   * Boosting many classes costs a tree a class and round: larger steps are as good there, and leave
   * time for other candidates.
   */
  private static List<Dimension> boosted(int outputs) {
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(
        Dimension.log("learning_rate", Math.min(0.1, 0.015 * Math.sqrt(outputs)), FASTEST));
    dimensions.addAll(BOOSTED);
    return dimensions;
  }

  /**
   * Such a setting for many classes. A leaf weighs the sum of p(1 - p) over its rows, which is
   * little where classes are many or easily told apart: it must not keep such rows together.
   */
  private static double[] forClasses(double[] boosted, int outputs) {
    double[] point = boosted.clone();
    if (outputs > 1) {
      point[0] = Math.min(FASTEST, rounded(point[0] * Math.sqrt(outputs)));
      point[3] = Math.max(LIGHTEST, rounded(point[3] / (2 * outputs)));
    }
    return point;
  }

  private static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }

  private static List<double[]> points(double[]... points) {
    return List.of(points);
  }

  private static double[] at(double... values) {
    return values;
  }

  static double[] unit(ModelFamily family, Traits traits, Map<String, Double> params) {
    List<Dimension> dimensions = of(family, traits);
    double[] unit = new double[dimensions.size()];
    for (int i = 0; i < unit.length; i++) {
      Dimension dimension = dimensions.get(i);
      unit[i] = dimension.unit(params.getOrDefault(dimension.name(), dimension.low()));
    }
    return unit;
  }

  static Map<String, Double> params(ModelFamily family, Traits traits, double[] unit) {
    Map<String, Double> params = new LinkedHashMap<>();
    List<Dimension> dimensions = of(family, traits);
    for (int i = 0; i < unit.length; i++) {
      params.put(dimensions.get(i).name(), dimensions.get(i).value(unit[i]));
    }
    return params;
  }
}
