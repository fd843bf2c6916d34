package io.mudbrick.automl;

import java.util.List;

/** The kinds of models that are tried; {@code exclude_frameworks} leaves some out. */
public enum ModelFamily implements Family {
  /** Linear, logistic and multinomial regression under an elastic-net penalty. */
  LINEAR("linear", "Linear"),
  /** A random forest: one boosting round of many parallel XGBoost trees, soft probabilities. */
  RANDOM_FOREST("random_forest", "RandomForest"),
  /** Gradient boosted trees with early stopping. */
  XGBOOST("xgboost", "XGBoost"),
  /** A small feed-forward network. */
  NEURAL_NETWORK("neural_network", "NeuralNetwork"),
  /** The weighted blend of other trials; leaving it out leaves the best single trial. */
  ENSEMBLE("ensemble", "Ensemble");

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

  /** Whether candidates of this kind are fitted: all but the blend of the others. */
  public boolean isFitted() {
    return this != ENSEMBLE;
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
