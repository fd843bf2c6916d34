package io.mudbrick.automl;

import java.util.List;

/** The kinds of models that are tried; {@code exclude_frameworks} leaves some out. */
public enum ModelFamily implements Family {
  /** Linear, logistic and multinomial regression under an elastic-net penalty. */
  LINEAR("linear", "Linear"),
  /** A random forest: one boosting round of many parallel XGBoost trees, soft probabilities. */
  RANDOM_FOREST("random_forest", "RandomForest"),
  /** Gradient boosted trees with early stopping. */
  XGBOOST("xgboost", "XGBoost");

  private final String wireName;
  private final String label;

  ModelFamily(String wireName, String label) {
    this.wireName = wireName;
    this.label = label;
  }

  /**
   * The family of that name.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when there is none
   */
  public static ModelFamily ofWireName(String name) {
    for (ModelFamily family : values()) {
      if (family.wireName.equals(name)) {
        return family;
      }
    }
    throw AutoMlErrors.unknownFamily(name, List.of(values()));
  }

  @Override
  public String wireName() {
    return wireName;
  }

  @Override
  public String label() {
    return label;
  }
}
