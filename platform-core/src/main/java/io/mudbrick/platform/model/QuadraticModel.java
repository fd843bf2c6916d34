package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.QuadraticJson;
import java.util.List;

/**
 * A quadratic form over the features of a {@link Preparation}: a line, the square of each feature
 * and the product of each pair. The scores of classes with covariances of their own (quadratic and
 * regularised discriminant analysis) are such forms. In our own JSON. Features are scaled in floats
 * and summed in doubles. The arrays are taken as they are; do not change them.
 *
 * <p>Its contributions are exact Shapley values against the base.
 *
 * @param link from the scores to the answer
 * @param features the names, in order
 * @param inputs how features are brought to one scale
 * @param biases one a score
 * @param weights a row a score, a number a feature
 * @param products a row a score: for each feature the numbers of its products with all features
 *     before it, and last that of its square
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record QuadraticModel(
    LinearModel.Link link,
    List<String> features,
    NeuralNetwork.Inputs inputs,
    double[] biases,
    double[][] weights,
    double[][] products)
    implements Estimator {
  public QuadraticModel {
    features = List.copyOf(features);
    QuadraticJson.check(link, features, inputs, biases, weights, products);
  }
}
