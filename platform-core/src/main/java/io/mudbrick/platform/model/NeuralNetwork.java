package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.NetworkJson;
import java.util.List;

/**
 * A feed-forward network over the features of a {@link Preparation}: dense layers with rectifiers
 * between them, in our own JSON, whatever fitted them. Features are scaled in floats and summed in
 * doubles. The arrays are taken as they are; do not change them.
 *
 * <p>Its contributions are those of DeepLIFT's rescale rule (Shrikumar et al., 2017) from the base:
 * they add up to the score.
 *
 * @param link from the last layer's scores to the answer
 * @param features the names, in order
 * @param inputs how features are brought to one scale before the first layer
 * @param layers from the first to the last, which has an output a score
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record NeuralNetwork(
    LinearModel.Link link, List<String> features, Inputs inputs, List<Layer> layers)
    implements Estimator {

  /**
   * A feature becomes {@code (x - shift) * scale}, cut at the limit on both sides; a missing one
   * becomes 0.
   *
   * @param base what features became on average in training: where contributions are told from
   */
  public record Inputs(float[] shifts, float[] scales, float limit, float[] base) {}

  /**
   * {@code sum of input * weight + bias} an output.
   *
   * @param weights a row an input, a number an output
   */
  public record Layer(float[][] weights, float[] biases) {}

  public NeuralNetwork {
    features = List.copyOf(features);
    layers = List.copyOf(layers);
    NetworkJson.check(link, features, inputs, layers);
  }
}
