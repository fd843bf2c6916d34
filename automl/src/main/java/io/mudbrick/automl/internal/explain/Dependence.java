package io.mudbrick.automl.internal.explain;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the model answers on average when a column is set to a value in all rows (partial
 * dependence; Friedman, 2001), and row by row (individual conditional expectation). The answers are
 * numbers, or probabilities.
 *
 * @param values of the column as text, in order
 * @param numbers the same as numbers; empty when they are none
 * @param mean one list an output: of a regression and of two classes (the second) one, else one a
 *     class
 * @param single for some rows what the first output answers
 */
public record Dependence(
    String column,
    List<String> values,
    double[] numbers,
    List<double[]> mean,
    List<double[]> single) {
  private static final int MOST_POINTS = 20;
  private static final int MOST_CATEGORIES = 12;
  private static final int MOST_SINGLE = 40;

  static Dependence of(Subject subject, String name) {
    Column column = subject.rows().column(name);
    int[] picks = numeric(column) ? quantiles(column) : frequent(column);
    int rows = subject.rows().rows();
    int outputs = subject.outputs();
    int[] repeated = new int[rows * picks.length];
    int[] set = new int[repeated.length];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = i % rows;
      set[i] = picks[i / rows];
    }
    Frame asked = subject.rows().take(repeated).with(name, column.take(set));
    double[] answers = subject.answers(asked);
    List<double[]> mean = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      double[] own = new double[picks.length];
      for (int i = 0; i < repeated.length; i++) {
        own[i / rows] += answers[i * outputs + k] / rows;
      }
      mean.add(own);
    }
    List<double[]> single = new ArrayList<>();
    for (int row = 0; row < Math.min(rows, MOST_SINGLE); row++) {
      int at = row;
      single.add(
          IntStream.range(0, picks.length)
              .mapToDouble(i -> answers[(i * rows + at) * outputs])
              .toArray());
    }
    return new Dependence(
        name,
        Arrays.stream(picks).mapToObj(i -> String.valueOf(column.text(i))).toList(),
        numeric(column)
            ? Arrays.stream(picks).mapToDouble(column::number).toArray()
            : new double[0],
        mean,
        single);
  }

  private static boolean numeric(Column column) {
    return column.kind() == Column.Kind.DOUBLE || column.kind() == Column.Kind.LONG;
  }

  /** Rows whose values stand at even ranks, without the outermost; each value once. */
  private static int[] quantiles(Column column) {
    int[] order =
        IntStream.range(0, column.size())
            .filter(i -> !Double.isNaN(column.number(i)))
            .boxed()
            .sorted(Comparator.comparingDouble(column::number))
            .mapToInt(Integer::intValue)
            .toArray();
    Set<Double> seen = new HashSet<>();
    int first = order.length / 50;
    int last = order.length - 1 - first;
    return IntStream.range(0, order.length == 0 ? 0 : MOST_POINTS)
        .map(i -> order[first + (int) Math.round((last - first) * i / (MOST_POINTS - 1.0))])
        .filter(i -> seen.add(column.number(i)))
        .toArray();
  }

  /** A row of each of the most frequent values; dates and the like in their order. */
  private static int[] frequent(Column column) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Integer> first = new LinkedHashMap<>();
    for (int i = 0; i < column.size(); i++) {
      String text = column.text(i);
      if (text != null) {
        counts.merge(text, 1, Integer::sum);
        first.putIfAbsent(text, i);
      }
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_CATEGORIES)
        .map(Map.Entry::getKey)
        .sorted()
        .mapToInt(text -> first.getOrDefault(text, 0))
        .toArray();
  }
}
