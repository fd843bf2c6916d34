package io.mudbrick.automl.internal.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column cut into a few groups of rows.
 *
 * @param of the group of each row
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record RowGroups(List<String> labels, int[] of) {
  private static final int MOST = 10;

  static RowGroups of(Facts facts) {
    return facts.categorical() ? categories(facts) : ranges(facts);
  }

  /** The most frequent values, then all others, then the missing ones. */
  private static RowGroups categories(Facts facts) {
    List<String> labels = new ArrayList<>();
    Map<String, Integer> index = new HashMap<>();
    List<Facts.Count> counts = new ArrayList<>(facts.categories());
    if (facts.values().kind().measured()) {
      counts.sort(
          (a, b) -> Double.compare(Double.parseDouble(a.value()), Double.parseDouble(b.value())));
    }
    for (Facts.Count count : counts) {
      index.put(count.value(), labels.size());
      labels.add(count.value());
    }
    int others = labels.size();
    if (facts.distinct() > others) {
      labels.add(Texts.count(facts.distinct() - others, "other", "others"));
    }
    int missing = labels.size();
    if (facts.missing() > 0) {
      labels.add("missing");
    }
    Values values = facts.values();
    int[] of = new int[values.size()];
    for (int row = 0; row < of.length; row++) {
      of[row] = values.missing(row) ? missing : index.getOrDefault(values.text(row), others);
    }
    return new RowGroups(labels, of);
  }

  /** Ranges with about equally many rows, then the missing ones. */
  private static RowGroups ranges(Facts facts) {
    Numbers numbers = facts.numbers();
    if (numbers == null) {
      return new RowGroups(List.of("missing"), new int[facts.values().size()]);
    }
    double[] edges = edges(numbers);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i <= edges.length; i++) {
      double from = i == 0 ? numbers.least() : edges[i - 1];
      double to = i == edges.length ? numbers.most() : edges[i];
      labels.add(label(facts.values(), from, to, i == edges.length));
    }
    int missing = labels.size();
    if (facts.missing() > 0) {
      labels.add("missing");
    }
    Values values = facts.values();
    int[] of = new int[values.size()];
    for (int row = 0; row < of.length; row++) {
      of[row] = values.missing(row) ? missing : range(edges, values.measure(row));
    }
    return new RowGroups(labels, of);
  }

  /** A range ends before the next begins; of whole numbers the last one in it is known. */
  private static String label(Values values, double from, double to, boolean last) {
    boolean whole = values.kind() == Values.Kind.WHOLE_NUMBER;
    double first = whole ? Math.ceil(from) : from;
    double end = whole && !last ? Math.ceil(to) - 1 : to;
    return first == end
        ? values.label(first)
        : values.label(first) + " \u2013 " + values.label(end);
  }

  /** How many edges the value reaches. */
  private static int range(double[] edges, double value) {
    int at = Arrays.binarySearch(edges, value);
    return at >= 0 ? at + 1 : -at - 1;
  }

  private static double[] edges(Numbers numbers) {
    List<Double> edges = new ArrayList<>();
    for (int i = 1; i < MOST; i++) {
      double edge = numbers.quantile(i / (double) MOST);
      double before = edges.isEmpty() ? numbers.least() : edges.get(edges.size() - 1);
      if (edge > before) {
        edges.add(edge);
      }
    }
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  int size() {
    return labels.size();
  }
}
