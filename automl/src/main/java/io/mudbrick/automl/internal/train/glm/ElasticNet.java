package io.mudbrick.automl.internal.train.glm;

import io.mudbrick.automl.internal.train.TrainingData;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Linear models under falling penalties, each fitted from where the one before ended; the
 * validation rows say which is best. Deterministic, on one thread.
 */
public final class ElasticNet {
  /** From one penalty to the next. */
  private static final double FACTOR = 0.7;

  /** The least penalty, relative to the one under which all coefficients are 0. */
  private static final double LEAST = 1e-5;

  /** The same with more features than rows, where the end of the path fits anything. */
  private static final double LEAST_WIDE = 1e-3;

  /** The ridge penalty has no largest one that matters: ratios below this count as this there. */
  private static final double LEAST_RATIO = 0.05;

  /** Penalties without an improvement before the path ends. */
  private static final int PATIENCE = 6;

  /** An improvement that counts, relative to the loss without features. */
  private static final double IMPROVEMENT = 1e-5;

  private static final double TOLERANCE = 1e-8;

  private ElasticNet() {}

  /**
   * What was found.
   *
   * @param coefficients a row an output, over the features as they came
   * @param lambda the penalty that was best, of the mean loss over scaled features
   * @param penalties how many were tried
   * @param answers for the validation rows
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  public record Fit(
      double[][] coefficients,
      double[] intercepts,
      double lambda,
      int penalties,
      double[] answers) {}

  /**
   * Goes down the path.
   *
   * @param data of numbers, of two classes for one logistic output, or of more for one softmax
   *     output a class
   * @param ratio of the absolute part of the penalty: 1 is the lasso, 0 ridge
   * @param over asked between steps; the best so far is the answer then
   */
  public static Fit path(TrainingData data, double ratio, BooleanSupplier over) {
    int classes = data.classes();
    TrainingData.Part train = data.train();
    TrainingData.Part validation = data.validation();
    double[] weights = shares(train);
    double[] truth = doubles(train.truth());
    // A regression is solved on the scale of its target.
    double unit = classes == 0 ? deviation(truth, weights) : 1;
    FeatureScale scale = FeatureScale.of(train.rows(), weights);
    Design design = Design.of(scale.apply(train.rows()), train.rows().rows(), train.rows().width());
    Design judging =
        Design.of(
            scale.apply(validation.rows()), validation.rows().rows(), validation.rows().width());
    Loss loss = Loss.of(classes, divided(truth, unit), weights);
    Loss judged = Loss.of(classes, divided(doubles(validation.truth()), unit), shares(validation));
    Path path = new Path(design, loss, judging, judged, ratio);
    path.descend(over);
    return path.fit(scale, unit);
  }

  private static final class Path {
    private final Design design;
    private final Loss loss;
    private final Design judging;
    private final Loss judged;
    private final double ratio;
    private final double[][] coefficients;
    private double[][] best;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private double bestLambda;
    private int tried;

    Path(Design design, Loss loss, Design judging, Loss judged, double ratio) {
      this.design = design;
      this.loss = loss;
      this.judging = judging;
      this.judged = judged;
      this.ratio = ratio;
      double[] intercepts = loss.intercepts();
      this.coefficients = new double[intercepts.length][design.width() + 1];
      for (int block = 0; block < intercepts.length; block++) {
        coefficients[block][design.width()] = intercepts[block];
        Arrays.fill(loss.margins[block], intercepts[block]);
      }
      for (int block = 0; block < intercepts.length; block++) {
        loss.changed(block);
      }
      this.best = copy();
    }

    void descend(BooleanSupplier over) {
      double alone = loss.value();
      Newton newton = new Newton(design, loss, TOLERANCE * Math.max(alone, 1e-12));
      double largest = newton.steepest() / Math.max(ratio, LEAST_RATIO);
      double least = design.width() < design.rows() ? LEAST : LEAST_WIDE;
      bestLambda = largest;
      judge(largest, alone);
      if (largest <= 0) {
        return;
      }
      int without = 0;
      for (double lambda = largest * FACTOR;
          lambda > largest * least && without < PATIENCE && !over.getAsBoolean();
          lambda *= FACTOR) {
        newton.minimise(coefficients, new Penalty(lambda, ratio), over);
        tried++;
        without = judge(lambda, alone) ? 0 : without + 1;
      }
    }

    /** Whether the validation rows like this one clearly better than all before. */
    private boolean judge(double lambda, double alone) {
      for (int block = 0; block < coefficients.length; block++) {
        judging.margins(coefficients[block], judged.margins[block]);
        judged.changed(block);
      }
      double now = judged.value();
      boolean clearly = now < bestLoss - IMPROVEMENT * alone;
      if (now < bestLoss) {
        bestLoss = now;
        bestLambda = lambda;
        best = copy();
      }
      return clearly;
    }

    private double[][] copy() {
      return Arrays.stream(coefficients).map(double[]::clone).toArray(double[][]::new);
    }

    Fit fit(FeatureScale scale, double unit) {
      for (int block = 0; block < best.length; block++) {
        judging.margins(best[block], judged.margins[block]);
        judged.changed(block);
      }
      double[] answers = judged.answers();
      for (int i = 0; i < answers.length; i++) {
        answers[i] *= unit;
      }
      double[][] own = new double[best.length][];
      double[] intercepts = new double[best.length];
      for (int block = 0; block < best.length; block++) {
        double[] unscaled = scale.unscaled(best[block]);
        own[block] = Arrays.copyOf(unscaled, design.width());
        for (int i = 0; i < own[block].length; i++) {
          own[block][i] *= unit;
        }
        intercepts[block] = unscaled[design.width()] * unit;
      }
      return new Fit(own, intercepts, bestLambda, tried, answers);
    }
  }

  /** Weights that add up to 1. */
  private static double[] shares(TrainingData.Part part) {
    double[] shares = new double[part.truth().length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = part.weights() == null ? 1 : part.weights()[i];
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private static double deviation(double[] truth, double[] weights) {
    double mean = 0;
    for (int i = 0; i < truth.length; i++) {
      mean += weights[i] * truth[i];
    }
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += weights[i] * (truth[i] - mean) * (truth[i] - mean);
    }
    return sum > 0 ? Math.sqrt(sum) : 1;
  }

  private static double[] divided(double[] values, double by) {
    return Arrays.stream(values).map(value -> value / by).toArray();
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
