package io.mudbrick.automl.internal.train.discriminant;

import java.util.Arrays;

/**
 * The scores of classes as quadratic forms, or lines, of the features; of two classes that of the
 * second above the first.
 */
public final class Scores {
  private final int classes;
  private final int width;
  private final double[] biases;
  private final double[][] weights;

  /** A row a score, lower triangles: a pair's number stands for both of its places. */
  private final double[][] products;

  Scores(int classes, int width, boolean quadratic) {
    this.classes = classes;
    this.width = width;
    int outputs = classes > 2 ? classes : 1;
    this.biases = new double[outputs];
    this.weights = new double[outputs][width];
    this.products = new double[outputs][quadratic ? Definite.row(width) : 0];
  }

  /** Takes a class, each once. */
  void set(int label, double logShare, double[] mean, Definite covariance) {
    double sign = classes == 2 && label == 0 ? -1 : 1;
    int k = classes > 2 ? label : 0;
    double[] line = covariance.solve(mean);
    double square = 0;
    for (int i = 0; i < width; i++) {
      weights[k][i] += sign * line[i];
      square += line[i] * mean[i];
    }
    biases[k] += sign * (logShare - square / 2);
    if (products[k].length > 0) {
      biases[k] -= sign * covariance.logDeterminant() / 2;
      double[] inverse = covariance.inverse();
      for (int i = 0, at = 0; i < width; i++) {
        for (int j = 0; j <= i; j++, at++) {
          products[k][at] -= sign * (j < i ? inverse[at] : inverse[at] / 2);
        }
      }
    }
  }

  /** The same, all larger by a factor: a power of the probabilities. */
  Scores times(double factor) {
    Scores scaled = new Scores(classes, width, products[0].length > 0);
    for (int k = 0; k < biases.length; k++) {
      scaled.biases[k] = factor * biases[k];
      scaled.weights[k] = Arrays.stream(weights[k]).map(value -> factor * value).toArray();
      scaled.products[k] = Arrays.stream(products[k]).map(value -> factor * value).toArray();
    }
    return scaled;
  }

  /** For rows of features, one behind the other. */
  public double[] of(float[] values) {
    int outputs = biases.length;
    double[] scores = new double[width == 0 ? 0 : values.length / width * outputs];
    for (int row = 0; row * outputs < scores.length; row++) {
      for (int k = 0; k < outputs; k++) {
        scores[row * outputs + k] = score(k, values, row * width);
      }
    }
    return scores;
  }

  private double score(int k, float[] values, int from) {
    double sum = biases[k];
    boolean quadratic = products[k].length > 0;
    for (int i = 0, at = 0; i < width; i++) {
      double slope = weights[k][i];
      if (quadratic) {
        for (int j = 0; j <= i; j++) {
          slope += products[k][at++] * values[from + j];
        }
      }
      sum += slope * values[from + i];
    }
    return sum;
  }

  /** A number a score. */
  public double[] biases() {
    return biases;
  }

  /** A row a score, a number a feature. */
  public double[][] weights() {
    return weights;
  }

  /** A row a score, lower triangles; empty where scores are lines. */
  public double[][] products() {
    return products;
  }
}
