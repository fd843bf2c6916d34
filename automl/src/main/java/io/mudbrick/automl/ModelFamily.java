package io.mudbrick.automl;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of models that are tried; {@code exclude_frameworks} leaves some out. */
public enum ModelFamily implements Family {
  /** Linear, logistic and multinomial regression under an elastic-net penalty. */
  LINEAR("linear", "Linear"),
  /** Classes told apart by their means and covariances: linear and quadratic discriminants. */
  DISCRIMINANT_ANALYSIS("discriminant_analysis", "DiscriminantAnalysis"),
  /** One tree that cuts where it is best (CART). */
  DECISION_TREE("decision_tree", "DecisionTree"),
  /** Many trees over rows drawn with replacement, soft probabilities. */
  RANDOM_FOREST("random_forest", "RandomForest"),
  /** Many trees that cut at random (extremely randomised trees), soft probabilities. */
  EXTRA_TREES("extra_trees", "ExtraTrees"),
  /** Gradient boosted trees with early stopping. */
  XGBOOST("xgboost", "XGBoost"),
  /** A small feed-forward network. */
  NEURAL_NETWORK("neural_network", "NeuralNetwork"),
  /** A line and the products of all pairs of features, by factors. */
  FACTORIZATION_MACHINE("factorization_machine", "FactorizationMachine"),
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
    throw AutoMlErrors.unknownFamily(name, names().toList());
  }

  /**
   * What a name among the product's {@code exclude_frameworks} stands for: {@code sklearn} for
   * linear models, discriminants, trees and forests, {@code lightgbm} for nothing that there is,
   * any other name for the family of that name.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when there is none
   */
  public static Set<ModelFamily> ofFramework(String name) {
    return switch (name) {
      case "sklearn" ->
          EnumSet.of(LINEAR, DISCRIMINANT_ANALYSIS, DECISION_TREE, RANDOM_FOREST, EXTRA_TREES);
      case "lightgbm" -> EnumSet.noneOf(ModelFamily.class);
      default -> {
        if (names().noneMatch(name::equals)) {
          throw AutoMlErrors.unknownFamily(
              name, Stream.concat(Stream.of("sklearn", "lightgbm"), names()).toList());
        }
        yield EnumSet.of(ofWireName(name));
      }
    };
  }

  private static Stream<String> names() {
    return Stream.of(values()).map(ModelFamily::wireName);
  }

  /** Whether candidates of this kind are fitted: all but the blend of the others. */
  public boolean isFitted() {
    return this != ENSEMBLE;
  }

  /** Whether there are such models for the problem: all but discriminants also learn numbers. */
  public boolean suits(Problem problem) {
    return this != DISCRIMINANT_ANALYSIS || problem == Problem.CLASSIFICATION;
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
