package io.mudbrick.automl.internal.train.glm;

import java.util.Arrays;

/**
 * The weighted mean loss of margins against the truth, and its derivatives. There is a block of
 * margins for each output: one, or one a class.
 */
abstract class Loss {
  final double[] truth;
  final double[] weights;
  final double[][] margins;

  /**
   * @param weights adding up to 1
   */
  Loss(double[] truth, double[] weights, int blocks) {
    this.truth = truth;
    this.weights = weights;
    this.margins = new double[blocks][truth.length];
  }

  /**
   * @param classes 0 for squares of differences, 2 for a margin of the second class, else a margin
   *     a class
   */
  static Loss of(int classes, double[] truth, double[] weights) {
    return switch (classes) {
      case 0 -> new Squares(truth, weights);
      case 2 -> new Logistic(truth, weights);
      default -> new Softmax(truth, weights, classes);
    };
  }

  /** The intercepts of the best model without features. */
  abstract double[] intercepts();

  /** The loss of the margins as they are. */
  abstract double value();

  /**
   * Row by row, the falling slope and the curvature of the loss in a block's margins.
   *
   * @return whether the curvature is that of everywhere
   */
  abstract boolean derivatives(int block, double[] slopes, double[] curvatures);

  /** To be called when a block's margins have changed. */
  void changed(int block) {}

  /** On the answer scale, row by row. */
  abstract double[] answers();

  private static final class Squares extends Loss {
    Squares(double[] truth, double[] weights) {
      super(truth, weights, 1);
    }

    @Override
    double[] intercepts() {
      double mean = 0;
      for (int i = 0; i < truth.length; i++) {
        mean += weights[i] * truth[i];
      }
      return new double[] {mean};
    }

    @Override
    double value() {
      double sum = 0;
      for (int i = 0; i < truth.length; i++) {
        double off = truth[i] - margins[0][i];
        sum += weights[i] * off * off;
      }
      return sum / 2;
    }

    @Override
    boolean derivatives(int block, double[] slopes, double[] curvatures) {
      for (int i = 0; i < truth.length; i++) {
        slopes[i] = weights[i] * (truth[i] - margins[0][i]);
        curvatures[i] = weights[i];
      }
      return true;
    }

    @Override
    double[] answers() {
      return margins[0].clone();
    }
  }

  private static final class Logistic extends Loss {
    Logistic(double[] truth, double[] weights) {
      super(truth, weights, 1);
    }

    @Override
    double[] intercepts() {
      double share = 0;
      for (int i = 0; i < truth.length; i++) {
        share += weights[i] * truth[i];
      }
      double inside = Math.min(1 - RARE, Math.max(RARE, share));
      return new double[] {Math.log(inside / (1 - inside))};
    }

    @Override
    double value() {
      double sum = 0;
      for (int i = 0; i < truth.length; i++) {
        double margin = truth[i] > 0 ? margins[0][i] : -margins[0][i];
        sum += weights[i] * (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin));
      }
      return sum;
    }

    @Override
    boolean derivatives(int block, double[] slopes, double[] curvatures) {
      for (int i = 0; i < truth.length; i++) {
        double share = 1 / (1 + Math.exp(-margins[0][i]));
        slopes[i] = weights[i] * (truth[i] - share);
        curvatures[i] = weights[i] * Math.max(FLATTEST, share * (1 - share));
      }
      return false;
    }

    @Override
    double[] answers() {
      return Arrays.stream(margins[0]).map(m -> 1 / (1 + StrictMath.exp(-m))).toArray();
    }
  }

  /** A share that a class has at least, or its intercept would be infinite. */
  private static final double RARE = 1e-7;

  /** A curvature that a row has at least, or steps would be without bounds. */
  private static final double FLATTEST = 1e-5;

  private static final class Softmax extends Loss {
    private final double[][] powers;
    private final double[] sums;

    Softmax(double[] truth, double[] weights, int classes) {
      super(truth, weights, classes);
      this.powers = new double[classes][truth.length];
      this.sums = new double[truth.length];
      for (double[] own : powers) {
        Arrays.fill(own, 1);
      }
      Arrays.fill(sums, classes);
    }

    @Override
    double[] intercepts() {
      double[] shares = new double[margins.length];
      for (int i = 0; i < truth.length; i++) {
        shares[(int) truth[i]] += weights[i];
      }
      return Arrays.stream(shares).map(share -> Math.log(Math.max(RARE, share))).toArray();
    }

    /** Powers of margins as they are: a margin of some hundreds is cut. */
    @Override
    void changed(int block) {
      double[] own = powers[block];
      for (int i = 0; i < truth.length; i++) {
        double power = Math.exp(Math.min(LARGEST, Math.max(-LARGEST, margins[block][i])));
        own[i] = power;
      }
      Arrays.fill(sums, 0);
      for (double[] some : powers) {
        for (int i = 0; i < truth.length; i++) {
          sums[i] += some[i];
        }
      }
    }

    private static final double LARGEST = 300;

    @Override
    double value() {
      double sum = 0;
      for (int i = 0; i < truth.length; i++) {
        sum += weights[i] * Math.log(sums[i] / powers[(int) truth[i]][i]);
      }
      return sum;
    }

    @Override
    boolean derivatives(int block, double[] slopes, double[] curvatures) {
      for (int i = 0; i < truth.length; i++) {
        double share = powers[block][i] / sums[i];
        slopes[i] = weights[i] * ((truth[i] == block ? 1 : 0) - share);
        curvatures[i] = weights[i] * Math.max(FLATTEST, share * (1 - share));
      }
      return false;
    }

    @Override
    double[] answers() {
      int classes = margins.length;
      double[] answers = new double[truth.length * classes];
      for (int i = 0; i < truth.length; i++) {
        for (int c = 0; c < classes; c++) {
          answers[i * classes + c] = powers[c][i] / sums[i];
        }
      }
      return answers;
    }
  }
}
