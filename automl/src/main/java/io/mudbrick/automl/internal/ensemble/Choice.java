package io.mudbrick.automl.internal.ensemble;

import java.util.List;

/**
 * A blend of a library's models. Immutable.
 *
 * @param weights one a model, 0 for those that are not in it
 * @param sharpness see {@link Sharpness}
 */
public record Choice(List<Double> weights, double sharpness) {
  public Choice {
    weights = List.copyOf(weights);
  }

  /**
   * What the blend answers.
   *
   * @param models what the models answer
   */
  public Answers answers(List<Answers> models) {
    return Answers.blend(models, weights).sharpened(sharpness);
  }
}
