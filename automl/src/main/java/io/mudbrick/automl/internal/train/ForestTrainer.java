package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.forest.Forest;
import java.util.Map;

/** A random forest, extremely randomised trees, or one tree of which all is known. */
final class ForestTrainer implements Trainer {
  private static final int TREES = 100;

  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    int width = data.train().rows().width();
    boolean alone = candidate.family() == ModelFamily.DECISION_TREE;
    Forest forest =
        Forest.grow(
            data,
            new Forest.Shape(
                alone ? 1 : TREES,
                alone ? width : asked(width, candidate.param("max_features_exponent")),
                (int) candidate.param("max_depth"),
                (int) candidate.param("min_samples_leaf"),
                candidate.family() == ModelFamily.RANDOM_FOREST,
                candidate.family() == ModelFamily.EXTRA_TREES),
            allowance);
    return new Fitted(
        forest.estimator(data.train().rows().names()),
        alone ? Map.of() : Map.of("n_estimators", Integer.toString(forest.size())),
        forest.answers(data.validation().rows()));
  }

  /** How many features are asked for a cut: 0.5 is the square root of all. */
  private static int asked(int width, double exponent) {
    return Math.max(1, (int) Math.ceil(Math.pow(width, exponent) - 1e-9));
  }
}
