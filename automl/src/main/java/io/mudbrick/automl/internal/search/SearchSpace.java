package io.mudbrick.automl.internal.search;

import io.mudbrick.automl.ModelFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hyperparameters of each family, with the settings that are worth trying first. */
public final class SearchSpace {
  private static final List<Dimension> LINEAR = List.of(Dimension.linear("l1_ratio", 0, 1));
  private static final List<Dimension> FOREST =
      List.of(
          Dimension.whole("max_depth", 4, 14),
          Dimension.linear("subsample", 0.4, 0.9),
          Dimension.linear("colsample_bynode", 0.15, 0.9),
          Dimension.log("min_child_weight", 0.5, 16));
  private static final List<Dimension> BOOSTED =
      List.of(
          Dimension.log("learning_rate", 0.015, 0.3),
          Dimension.whole("max_depth", 2, 9),
          Dimension.log("min_child_weight", 0.5, 32),
          Dimension.linear("subsample", 0.5, 1),
          Dimension.linear("colsample_bytree", 0.4, 1),
          Dimension.log("reg_lambda", 0.01, 30),
          Dimension.log("reg_alpha", 0.001, 10));

  private SearchSpace() {}

  static List<Dimension> of(ModelFamily family) {
    return switch (family) {
      case LINEAR -> LINEAR;
      case RANDOM_FOREST -> FOREST;
      case XGBOOST -> BOOSTED;
    };
  }

  /** Settings that did well on many tables, in the order in which they are tried. */
  static List<Map<String, Double>> portfolio(ModelFamily family) {
    return switch (family) {
      case LINEAR -> List.of(point(family, 0.1), point(family, 0.9), point(family, 0));
      case RANDOM_FOREST -> List.of(point(family, 10, 0.7, 0.4, 2), point(family, 7, 0.7, 0.6, 1));
      case XGBOOST ->
          List.of(
              point(family, 0.06, 4, 4, 0.85, 0.8, 2, 0.01),
              point(family, 0.03, 6, 8, 0.7, 0.6, 5, 0.1),
              point(family, 0.1, 2, 1, 0.9, 0.9, 1, 0.001));
    };
  }

  private static Map<String, Double> point(ModelFamily family, double... values) {
    Map<String, Double> params = new LinkedHashMap<>();
    List<Dimension> dimensions = of(family);
    for (int i = 0; i < values.length; i++) {
      params.put(dimensions.get(i).name(), values[i]);
    }
    return params;
  }

  static double[] unit(ModelFamily family, Map<String, Double> params) {
    List<Dimension> dimensions = of(family);
    double[] unit = new double[dimensions.size()];
    for (int i = 0; i < unit.length; i++) {
      Dimension dimension = dimensions.get(i);
      unit[i] = dimension.unit(params.getOrDefault(dimension.name(), dimension.low()));
    }
    return unit;
  }

  static Map<String, Double> params(ModelFamily family, double[] unit) {
    Map<String, Double> params = new LinkedHashMap<>();
    List<Dimension> dimensions = of(family);
    for (int i = 0; i < unit.length; i++) {
      params.put(dimensions.get(i).name(), dimensions.get(i).value(unit[i]));
    }
    return params;
  }
}
