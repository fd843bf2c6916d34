package io.mudbrick.automl.internal.train.discriminant;

import io.mudbrick.automl.internal.train.neural.Perceptron;
import java.util.Arrays;

/**
 * Where the rows of each class lie: regularised discriminant analysis (Friedman, 1989). Each
 * class's covariance is drawn towards that of all classes together, and then towards a sphere as
 * large. Immutable.
 */
public final class Groups {
  /** A cloud is never flatter than this in any direction, relative to the scale of the features. */
  private static final double FLATTEST = 1e-3;

  /** A class without a row in this fold is as likely as one with half a row. */
  private static final double FEWEST = 0.5;

  /** Fewer rows have no covariance of their own. */
  private static final int FEWEST_ROWS = 2;

  /** With more features, pairs are too many to look at. */
  private static final int MOST_FEATURES = 200;

  /** So many pairs of features, times classes, a model has at the most. */
  private static final int MOST_PAIRS = 100_000;

  private final int width;
  private final int[] rows;
  private final double[] weights;
  private final double[][] means;

  /** Sums of products of what rows are off their class's mean, as lower triangles. */
  private final double[][] scatters;

  private final double[] pooled;

  private Groups(int classes, int width) {
    this.width = width;
    this.rows = new int[classes];
    this.weights = new double[classes];
    this.means = new double[classes][width];
    this.scatters = new double[classes][Definite.row(width)];
    this.pooled = new double[Definite.row(width)];
  }

  /** Whether covariances of so many features are worth their time and place. */
  public static boolean suit(int features, int classes) {
    int outputs = classes > 2 ? classes : 1;
    return features <= MOST_FEATURES && outputs * Definite.row(features) <= MOST_PAIRS;
  }

  /** The classes of these rows, each as heavy as its weight. */
  public static Groups of(int classes, Perceptron.Part part) {
    Groups groups = new Groups(classes, part.width());
    groups.addMeans(part);
    groups.addScatters(part);
    return groups;
  }

  private void addMeans(Perceptron.Part part) {
    double[] all = new double[width];
    for (int row = 0, at = 0; row < part.truth().length; row++) {
      int label = (int) part.truth()[row];
      double weight = part.weights()[row];
      rows[label] += weight > 0 ? 1 : 0;
      weights[label] += weight;
      for (int i = 0; i < width; i++, at++) {
        means[label][i] += weight * part.values()[at];
        all[i] += weight * part.values()[at];
      }
    }
    double sum = Arrays.stream(weights).sum();
    for (int k = 0; k < weights.length; k++) {
      boolean some = weights[k] > 0;
      for (int i = 0; i < width; i++) {
        means[k][i] = some ? means[k][i] / weights[k] : all[i] / sum;
      }
    }
  }

  private void addScatters(Perceptron.Part part) {
    double[] off = new double[width];
    for (int row = 0; row < part.truth().length; row++) {
      int label = (int) part.truth()[row];
      double weight = part.weights()[row];
      for (int i = 0; i < width; i++) {
        off[i] = part.values()[row * width + i] - means[label][i];
      }
      double[] scatter = scatters[label];
      for (int i = 0, at = 0; i < width; i++) {
        double heavy = weight * off[i];
        for (int j = 0; j <= i; j++, at++) {
          scatter[at] += heavy * off[j];
        }
      }
    }
    for (double[] scatter : scatters) {
      for (int i = 0; i < pooled.length; i++) {
        pooled[i] += scatter[i];
      }
    }
  }

  /**
   * The scores of the classes: logarithms of their densities times their shares, but for what is
   * the same for all.
   *
   * @param pooling towards the covariance of all classes: with 1 scores are lines
   * @param shrinkage towards the sphere, above 0
   */
  public Scores scores(double pooling, double shrinkage) {
    int classes = weights.length;
    double sum = Arrays.stream(weights).sum();
    Scores scores = new Scores(classes, width, pooling < 1);
    Definite shared = covariance(pooled, sum, shrinkage);
    for (int k = 0; k < classes; k++) {
      Definite own = shared;
      if (pooling < 1 && rows[k] >= FEWEST_ROWS) {
        double[] mixed = new double[pooled.length];
        for (int i = 0; i < mixed.length; i++) {
          mixed[i] = (1 - pooling) * scatters[k][i] + pooling * pooled[i];
        }
        own = covariance(mixed, (1 - pooling) * weights[k] + pooling * sum, shrinkage);
      }
      scores.set(k, Math.log(Math.max(FEWEST, weights[k]) / sum), means[k], own);
    }
    return scores;
  }

  private Definite covariance(double[] scatter, double weight, double shrinkage) {
    double[] matrix = new double[scatter.length];
    double trace = 0;
    for (int i = 0; i < width; i++) {
      trace += scatter[Definite.row(i) + i] / weight;
    }
    double sphere = Math.max(FLATTEST, trace / width);
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (1 - shrinkage) * scatter[i] / weight;
    }
    for (int i = 0; i < width; i++) {
      matrix[Definite.row(i) + i] += shrinkage * sphere;
    }
    return Definite.of(matrix, width, shrinkage * sphere / 2);
  }
}
