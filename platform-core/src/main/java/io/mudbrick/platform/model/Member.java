package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ModelErrors;

/**
 * One of the models that a {@link ModelPackage} blends. Immutable.
 *
 * @param weight its share in the answer, beside the weights of the others: above 0
 */
public record Member(Preparation preparation, Estimator estimator, double weight) {
  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the weight is not a number
   *     above 0
   */
  public Member {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw ModelErrors.doNotFit("the weight of a member is " + weight);
    }
  }
}
