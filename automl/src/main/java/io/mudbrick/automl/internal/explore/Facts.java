package io.mudbrick.automl.internal.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one column.
 *
 * @param missing how many of the rows looked at have no value
 * @param categories the most frequent values, as text, with their counts; none of measured columns
 *     with more than a few values
 * @param examples a few different values in the order of the rows
 * @param numbers of measured values; null for others
 * @param histogram likewise; null also when all values are infinite
 * @param lengths of texts in characters; null for others
 * @param bytes how much memory the values take, roughly
 */
record Facts(
    Values values,
    int missing,
    int distinct,
    List<Count> categories,
    List<String> examples,
    @Nullable Numbers numbers,
    @Nullable Histogram histogram,
    @Nullable Numbers lengths,
    double bytes) {
  static final int MOST_CATEGORIES = 10;
  private static final int MOST_EXAMPLES = 5;

  /** So few different numbers are shown one by one. */
  private static final int FEW = 12;

  /** What a value takes in an array; objects have a header and a reference besides. */
  private static final int NUMBER_BYTES = 8;

  private static final int OBJECT_BYTES = 48;

  /** A value and how many rows have it. */
  record Count(String value, int count) {}

  static Facts of(Values values) {
    return values.kind().measured() ? measured(values) : named(values);
  }

  private static Facts measured(Values values) {
    double[] measures = new double[values.size()];
    Arrays.setAll(measures, values::measure);
    int missing = (int) Arrays.stream(measures).filter(Double::isNaN).count();
    Numbers numbers = Numbers.of(measures);
    int distinct = (int) Arrays.stream(measures).filter(Double::isInfinite).distinct().count();
    for (int i = 0; i < numbers.sorted().length; i++) {
      distinct += i == 0 || numbers.sorted()[i] != numbers.sorted()[i - 1] ? 1 : 0;
    }
    boolean whole = values.kind() == Values.Kind.WHOLE_NUMBER;
    return new Facts(
        values,
        missing,
        distinct,
        distinct <= FEW ? top(counts(values)) : List.of(),
        examples(values),
        numbers,
        numbers.sorted().length > 0 ? Histogram.of(numbers, whole) : null,
        null,
        (double) NUMBER_BYTES * values.size());
  }

  private static Facts named(Values values) {
    Map<String, Integer> counts = counts(values);
    boolean text = values.kind() == Values.Kind.TEXT;
    double[] lengths = new double[text ? values.size() : 0];
    int missing = 0;
    double bytes = 0;
    for (int row = 0; row < values.size(); row++) {
      boolean none = values.missing(row);
      missing += none ? 1 : 0;
      double length = none ? Double.NaN : values.text(row).length();
      bytes += none ? NUMBER_BYTES : OBJECT_BYTES + length;
      if (text) {
        lengths[row] = length;
      }
    }
    boolean flags = values.kind() == Values.Kind.BOOLEAN;
    return new Facts(
        values,
        missing,
        counts.size(),
        top(counts),
        examples(values),
        null,
        null,
        text ? Numbers.of(lengths) : null,
        flags ? values.size() : bytes);
  }

  private static Map<String, Integer> counts(Values values) {
    Map<String, Integer> counts = new HashMap<>();
    for (int row = 0; row < values.size(); row++) {
      if (!values.missing(row)) {
        counts.merge(values.text(row), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static List<String> examples(Values values) {
    Set<String> examples = new LinkedHashSet<>();
    for (int row = 0; row < values.size() && examples.size() < MOST_EXAMPLES; row++) {
      if (!values.missing(row)) {
        examples.add(
            values.kind().measured() ? values.label(values.measure(row)) : values.text(row));
      }
    }
    return List.copyOf(examples);
  }

  private static List<Count> top(Map<String, Integer> counts) {
    List<Count> all = new ArrayList<>();
    counts.forEach((value, count) -> all.add(new Count(value, count)));
    return all.stream()
        .sorted(Comparator.comparingInt(Count::count).reversed().thenComparing(Count::value))
        .limit(MOST_CATEGORIES)
        .toList();
  }

  String name() {
    return values.name();
  }

  int present() {
    return values.size() - missing;
  }

  double missingShare() {
    return values.size() == 0 ? 0 : missing / (double) values.size();
  }

  boolean constant() {
    return distinct <= 1;
  }

  /** Whether each value is a category of its own, rather than a point on a line. */
  boolean categorical() {
    return !values.kind().measured() || (distinct <= FEW && !values.kind().temporal());
  }
}
