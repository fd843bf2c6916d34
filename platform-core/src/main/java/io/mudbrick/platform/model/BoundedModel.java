package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.BoundedJson;

/**
 * A regression whose answers are held within bounds. Lines, networks and factorisation machines go
 * on rising where no training row was; a row far out is better answered by the last answer that
 * training knows. In our own JSON.
 *
 * <p>Raw scores are held likewise, and its contributions are those of the model, all larger or
 * smaller by one factor where the score was held, so that they add up.
 *
 * @param model a {@link LinearModel}, {@link NeuralNetwork}, {@link FactorizationMachine} or {@link
 *     QuadraticModel} with one output, whose link is the identity or the logarithm
 * @param low the least answer
 * @param high the largest answer
 */
public record BoundedModel(Estimator model, double low, double high) implements Estimator {
  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the model is of another kind,
   *     or low is not below high
   */
  public BoundedModel {
    BoundedJson.check(model, low, high);
  }
}
