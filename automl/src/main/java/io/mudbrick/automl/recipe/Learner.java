package io.mudbrick.automl.recipe;

import io.mudbrick.automl.ModelFamily;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kind of model with its hyperparameters. Fitted to the same rows it gives the same model, bit
 * for bit. Immutable; each method answers another learner.
 *
 * <pre>{@code
 * Learner learner = Learner.of(ModelFamily.XGBOOST).with("learning_rate", 0.06).seed(4);
 * }</pre>
 *
 * @param params as trials log them, by name
 * @param seed of its random numbers
 * @param steps where the time was over while a fold was fitted: after how many steps (rounds,
 *     epochs, penalties), by fold from 1; the others went on until they got no better
 */
public record Learner(
    ModelFamily family, Map<String, Double> params, long seed, Map<Integer, Integer> steps) {
  public Learner {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    steps = Collections.unmodifiableMap(new TreeMap<>(steps));
  }

  public static Learner of(ModelFamily family) {
    return new Learner(family, Map.of(), 0, Map.of());
  }

  /** With that hyperparameter. */
  public Learner with(String param, double value) {
    Map<String, Double> more = new LinkedHashMap<>(params);
    more.put(param, value);
    return new Learner(family, more, seed, steps);
  }

  public Learner seed(long value) {
    return new Learner(family, params, value, steps);
  }

  /**
   * Stopping there, as the trial did when its time was over.
   *
   * @param fold from 1
   * @param after how many steps
   */
  public Learner stopping(int fold, int after) {
    Map<Integer, Integer> more = new TreeMap<>(steps);
    more.put(fold, after);
    return new Learner(family, params, seed, more);
  }
}
