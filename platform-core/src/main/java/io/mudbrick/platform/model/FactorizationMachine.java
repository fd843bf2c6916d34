package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.FactorsJson;
import java.util.List;

/**
 * A factorisation machine (Rendle, 2010) over the features of a {@link Preparation}: a line and,
 * for each pair of features, the product of both times that of their factors. In our own JSON. The
 * arrays are taken as they are; do not change them.
 *
 * <p>Its contributions are exact Shapley values against the base.
 *
 * @param link from the scores to the answer
 * @param features the names, in order
 * @param inputs how features are brought to one scale
 * @param biases one a score
 * @param weights a row a feature, a number a score
 * @param factors a row a feature, {@code rank} numbers a score
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record FactorizationMachine(
    LinearModel.Link link,
    List<String> features,
    NeuralNetwork.Inputs inputs,
    float[] biases,
    float[][] weights,
    float[][] factors)
    implements Estimator {
  public FactorizationMachine {
    features = List.copyOf(features);
    FactorsJson.check(link, features, inputs, biases, weights, factors);
  }
}
