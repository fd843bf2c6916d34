package io.mudbrick.registry.internal.promotion;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Predictions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A classifier's predictions beside the truth. With two classes F1 and ROC AUC speak of the second;
 * with more they are means over the classes, weighted by how often each truly occurs.
 *
 * @param classes how many: the model's, and those that only the truth knows
 * @param predicted -1 where the model named no class
 * @param probabilities row by row, one a class; null when the model gives none
 */
record Decisions(int classes, int[] truth, int[] predicted, double @Nullable [] probabilities) {
  private static final double EPSILON = 0x1p-52;

  static Decisions of(Column truth, Predictions predictions) {
    if (!predictions.classes().isEmpty()) {
      return withProbabilities(truth, predictions);
    }
    return isProbability(truth, predictions.values())
        ? ofProbability(truth, predictions.values())
        : ofLabels(truth, predictions.values());
  }

  private static Decisions withProbabilities(Column truth, Predictions predictions) {
    int known = predictions.classes().size();
    Map<String, Integer> index = new LinkedHashMap<>();
    Column names = Column.of(predictions.classes());
    for (int c = 0; c < known; c++) {
      index.put(text(names, c), c);
    }
    int[] truths = indices(truth, index);
    int all = index.size();
    double[] probabilities = new double[truths.length * all];
    for (int i = 0; i < truths.length; i++) {
      for (int c = 0; c < known; c++) {
        probabilities[i * all + c] = predictions.probability(i, c);
      }
    }
    return new Decisions(all, truths, indices(predictions.values(), index), probabilities);
  }

  /** Whether a model without classes gives the probability of a label that is 0 or 1. */
  private static boolean isProbability(Column truth, Column values) {
    return values.kind() == Column.Kind.DOUBLE
        && IntStream.range(0, values.size())
            .allMatch(i -> values.number(i) >= 0 && values.number(i) <= 1)
        && IntStream.range(0, truth.size()).allMatch(i -> isBit(text(truth, i)));
  }

  private static boolean isBit(String label) {
    return label.equals("0") || label.equals("1") || label.equals("true") || label.equals("false");
  }

  private static Decisions ofProbability(Column truth, Column values) {
    int rows = values.size();
    int[] truths = new int[rows];
    int[] predicted = new int[rows];
    double[] probabilities = new double[2 * rows];
    for (int i = 0; i < rows; i++) {
      String label = text(truth, i);
      truths[i] = label.equals("1") || label.equals("true") ? 1 : 0;
      predicted[i] = values.number(i) >= 0.5 ? 1 : 0;
      probabilities[2 * i] = 1 - values.number(i);
      probabilities[2 * i + 1] = values.number(i);
    }
    return new Decisions(2, truths, predicted, probabilities);
  }

  private static Decisions ofLabels(Column truth, Column values) {
    TreeSet<String> labels = new TreeSet<>();
    IntStream.range(0, truth.size()).forEach(i -> labels.add(text(truth, i)));
    Map<String, Integer> index = new LinkedHashMap<>();
    labels.forEach(label -> index.put(label, index.size()));
    int[] predicted = indices(values, index);
    return new Decisions(index.size(), indices(truth, index), predicted, null);
  }

  private static int[] indices(Column labels, Map<String, Integer> index) {
    return IntStream.range(0, labels.size())
        .map(
            i -> {
              String label = labels.text(i);
              return label == null ? -1 : index.computeIfAbsent(label, next -> index.size());
            })
        .toArray();
  }

  private static String text(Column labels, int row) {
    return String.valueOf(labels.text(row));
  }

  double accuracy() {
    long right = IntStream.range(0, truth.length).filter(i -> truth[i] == predicted[i]).count();
    return right / (double) truth.length;
  }

  double f1() {
    return average(
        c -> {
          long both = count(i -> truth[i] == c && predicted[i] == c);
          long either = count(i -> truth[i] == c) + count(i -> predicted[i] == c);
          return either == 0 ? 0 : 2.0 * both / either;
        });
  }

  double logLoss() {
    double[] all = requireProbabilities();
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum -= Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, all[i * classes + truth[i]])));
    }
    return sum / truth.length;
  }

  double rocAuc() {
    double[] all = requireProbabilities();
    if (Arrays.stream(all).anyMatch(Double::isNaN)) {
      return Double.NaN;
    }
    return average(c -> rocAuc(c, all));
  }

  private double[] requireProbabilities() {
    if (probabilities == null) {
      throw new Unjudged("the model gives no probabilities");
    }
    return probabilities;
  }

  /** The chance that a random row of the class is scored above another; ties count half. */
  private double rocAuc(int c, double[] all) {
    double[] scores =
        IntStream.range(0, truth.length).mapToDouble(i -> all[i * classes + c]).toArray();
    double[] hits =
        IntStream.range(0, truth.length)
            .filter(i -> truth[i] == c)
            .mapToDouble(i -> all[i * classes + c])
            .toArray();
    Arrays.sort(scores);
    Arrays.sort(hits);
    double rankSum = 0;
    int hit = 0;
    for (int from = 0, to; from < scores.length; from = to) {
      to = from;
      while (to < scores.length && scores[to] == scores[from]) {
        to++;
      }
      int before = hit;
      while (hit < hits.length && hits[hit] == scores[from]) {
        hit++;
      }
      rankSum += (hit - before) * (from + 1 + to) / 2.0;
    }
    double positives = hits.length;
    double negatives = truth.length - positives;
    return positives == 0 || negatives == 0
        ? Double.NaN
        : (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
  }

  private interface Rows {
    boolean has(int row);
  }

  private long count(Rows rows) {
    return IntStream.range(0, truth.length).filter(rows::has).count();
  }

  private double average(IntToDoubleFunction metric) {
    if (classes == 2) {
      return metric.applyAsDouble(1);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      int each = c;
      long support = count(i -> truth[i] == each);
      if (support > 0) {
        sum += metric.applyAsDouble(c) * support;
      }
    }
    return sum / truth.length;
  }
}
