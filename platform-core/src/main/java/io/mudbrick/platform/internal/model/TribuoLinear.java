package io.mudbrick.platform.internal.model;

import java.util.List;

/**
 * A linear model of Tribuo: a row of weights an output, the bias behind the features.
 *
 * @param link how the scores become answers
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record TribuoLinear(double[] weights, int features, int outputs, Link link, boolean probabilities)
    implements TribuoPart {

  /** Tribuo's normalizers, as far as its trainers use them for linear models. */
  enum Link {
    NONE,
    SIGMOID,
    SOFTMAX
  }

  static TribuoLinear read(
      Proto model, Link link, int features, TribuoOutputs outputs, boolean probabilities) {
    TribuoFile.Any parameters = TribuoFile.any(model.message(2));
    if (!parameters.type().equals("tribuo.math.impl.LinearParametersProto")) {
      throw ModelErrors.unsupported("its parameters are a '" + parameters.type() + "' of Tribuo");
    }
    TribuoFile.Any tensor = TribuoFile.any(parameters.value().message(1));
    if (!tensor.type().equals("tribuo.math.impl.DenseTensorProto")) {
      throw ModelErrors.unsupported("its weights are a '" + tensor.type() + "' of Tribuo");
    }
    List<Long> shape = tensor.value().integers(1);
    Proto values = tensor.value().message(2);
    int count = outputs.names().size();
    if (!shape.equals(List.of((long) count, features + 1L))
        || values.size() != count * (features + 1L) * Double.BYTES) {
      throw model.wrong("its weights have the shape " + shape);
    }
    double[] weights = values.littleEndian(Double.BYTES);
    for (double weight : weights) {
      if (!Double.isFinite(weight)) {
        throw model.wrong("a weight is " + weight);
      }
    }
    return new TribuoLinear(weights, features, count, link, probabilities);
  }

  static Link link(Proto normalizer) {
    String name = normalizer.text(2);
    return switch (name) {
      case "org.tribuo.math.util.NoopNormalizer" -> Link.NONE;
      case "org.tribuo.math.util.SigmoidNormalizer" -> Link.SIGMOID;
      case "org.tribuo.math.util.ExpNormalizer" -> Link.SOFTMAX;
      default -> throw ModelErrors.unsupported("Tribuo normalizes its scores by '" + name + "'");
    };
  }

  @Override
  public int answer(double[] row, double[] out) {
    int at = 0;
    for (int k = 0; k < outputs; k++) {
      double sum = 0;
      for (int i = 0; i < features; i++) {
        sum += weights[at++] * row[i];
      }
      out[k] = sum + weights[at++];
    }
    switch (link) {
      case NONE -> {}
      case SIGMOID -> {
        for (int k = 0; k < outputs; k++) {
          out[k] = 1 / (1 + Math.exp(-out[k]));
        }
      }
      case SOFTMAX -> softmax(out);
    }
    return PreparedScorer.argmax(out, 0, outputs);
  }

  private static void softmax(double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      max = Math.max(max, score);
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.exp(scores[i] - max);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= sum;
    }
  }
}
