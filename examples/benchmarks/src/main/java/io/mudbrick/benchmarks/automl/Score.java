package io.mudbrick.benchmarks.automl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How good predictions are, reckoned here for every system alike.
 *
 * @param loss mean log loss of classes, or root of the mean square error
 * @param auc of two classes; NaN for anything else
 */
record Score(double loss, double auc) {
  /** No system is punished without end for being sure of what is not so. */
  private static final double LEAST = 1e-15;

  static Score of(Split split, Path predictions) throws IOException {
    List<String> truth =
        Rows.read(split.folder().resolve("truth.csv")).column(split.data().target());
    Rows predicted = Rows.read(predictions);
    if (predicted.rows().size() != truth.size()) {
      throw new IOException(predicted.rows().size() + " predictions for " + truth.size() + " rows");
    }
    if (!split.data().task().hasClasses()) {
      return new Score(rootMeanSquare(truth, predicted), Double.NaN);
    }
    int[] classes = truth.stream().mapToInt(predicted.header()::indexOf).toArray();
    double[][] shares = new double[classes.length][];
    for (int row = 0; row < classes.length; row++) {
      shares[row] = predicted.rows().get(row).stream().mapToDouble(Double::parseDouble).toArray();
    }
    boolean two = split.data().task() == DataSet.Task.BINARY;
    return new Score(logLoss(classes, shares), two ? auc(classes, shares) : Double.NaN);
  }

  private static double rootMeanSquare(List<String> truth, Rows predicted) {
    double sum = 0;
    for (int row = 0; row < truth.size(); row++) {
      double error =
          Double.parseDouble(truth.get(row)) - Double.parseDouble(predicted.rows().get(row).get(0));
      sum += error * error;
    }
    return Math.sqrt(sum / truth.size());
  }

  /**
   * @param classes the class of each row as an index of its shares; -1 for one never heard of
   */
  static double logLoss(int[] classes, double[][] shares) {
    double sum = 0;
    for (int row = 0; row < classes.length; row++) {
      double total = 0;
      for (double share : shares[row]) {
        total += share;
      }
      double right = classes[row] < 0 ? 0 : shares[row][classes[row]] / total;
      sum -= Math.log(Math.min(1 - LEAST, Math.max(LEAST, right)));
    }
    return sum / classes.length;
  }

  /** The chance that a row of the second class is ranked before one of the first. */
  static double auc(int[] classes, double[][] shares) {
    List<Integer> order =
        IntStream.range(0, classes.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> shares[row][1]))
            .toList();
    double positives = IntStream.of(classes).filter(c -> c == 1).count();
    double ranks = 0;
    for (int from = 0; from < order.size(); ) {
      int to = from;
      int hits = 0;
      while (to < order.size() && shares[order.get(to)][1] == shares[order.get(from)][1]) {
        hits += classes[order.get(to++)] == 1 ? 1 : 0;
      }
      ranks += hits * (from + 1 + to) / 2.0; // equal ones share their ranks
      from = to;
    }
    return (ranks - positives * (positives + 1) / 2) / (positives * (classes.length - positives));
  }
}
