package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.LinearJson;
import java.util.List;

/**
 * A generalised linear model over the features of a {@link Preparation}: plain numbers, in our own
 * JSON, whatever library fitted them. The arrays are taken as they are; do not change them.
 *
 * @param features the names, in order
 * @param coefficients one row an output, one number a feature
 * @param intercepts one an output
 * @param means the mean of each feature in training: the base that contributions are told from;
 *     zeros for standardised features
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record LinearModel(
    Link link, List<String> features, double[][] coefficients, double[] intercepts, double[] means)
    implements Estimator {
  /** From the raw score to the answer. */
  public enum Link {
    /** The score itself: a regression. */
    IDENTITY,
    /** The score is the logarithm of the answer: a regression of positive numbers. */
    LOG,
    /** One score: the probability of the second class. */
    LOGISTIC,
    /** A score a class. */
    SOFTMAX
  }

  public LinearModel {
    features = List.copyOf(features);
    LinearJson.check(link, features, coefficients, intercepts, means);
  }
}
