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
 * @param rounds of one more fit, to all rows, which a blend asks instead of the folds' fits; 0 for
 *     none
 */
public record Learner(
    ModelFamily family,
    Map<String, Double> params,
    long seed,
    Map<Integer, Integer> steps,
    int rounds) {
  public Learner {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    steps = Collections.unmodifiableMap(new TreeMap<>(steps));
  }

  public static Learner of(ModelFamily family) {
    return new Learner(family, Map.of(), 0, Map.of(), 0);
  }

  /** With that hyperparameter. */
  public Learner with(String param, double value) {
    Map<String, Double> more = new LinkedHashMap<>(params);
    more.put(param, value);
    return new Learner(family, more, seed, steps, rounds);
  }

  public Learner seed(long value) {
    return new Learner(family, params, value, steps, rounds);
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
    return new Learner(family, params, seed, more, rounds);
  }

  /**
   * Fitted once more when it is blended: to the rows of all folds, for so many rounds. The folds'
   * fits tell how good it is, that one answers.
   *
   * @param count of rounds, of boosted trees
   */
  public Learner onAllRows(int count) {
    return new Learner(family, params, seed, steps, count);
  }
}
