package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.internal.forecast.Observations.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The observations of one series by step, several of one step averaged. Not thread-safe. */
final class Steps {
  private final List<String> identity;
  private final int features;
  private final TreeMap<Long, Mean> values = new TreeMap<>();
  private final List<TreeMap<Long, Mean>> columns = new ArrayList<>();
  private final Mean weight = new Mean();

  Steps(List<String> identity, int features) {
    this.identity = identity;
    this.features = features;
    for (int i = 0; i < features; i++) {
      columns.add(new TreeMap<>());
    }
  }

  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double get() {
      return sum / count;
    }
  }

  /** Whether the step had a value already. */
  boolean add(long step, Observation row) {
    for (int i = 0; i < features; i++) {
      double feature = row.features()[i];
      if (!Double.isNaN(feature)) {
        columns.get(i).computeIfAbsent(step, at -> new Mean()).add(feature);
      }
    }
    if (Double.isNaN(row.value())) {
      return false;
    }
    weight.add(row.weight());
    boolean shared = values.containsKey(step);
    values.computeIfAbsent(step, at -> new Mean()).add(row.value());
    return shared;
  }

  List<String> identity() {
    return identity;
  }

  boolean hasValues() {
    return !values.isEmpty();
  }

  /** How many steps have values of their own. */
  int count() {
    return values.size();
  }

  long first() {
    return values.firstKey();
  }

  /** How many steps there are from the first value to the last. */
  long span() {
    return values.lastKey() - values.firstKey() + 1;
  }

  int length() {
    return Math.toIntExact(span());
  }

  double weight() {
    return weight.get();
  }

  /** How many steps lie between neighbours. */
  LongStream gaps() {
    List<Long> steps = List.copyOf(values.keySet());
    return LongStream.range(1, steps.size()).map(i -> steps.get((int) i) - steps.get((int) i - 1));
  }

  double[] values() {
    return regular(values, first(), length());
  }

  List<double[]> features() {
    return columns.stream().map(column -> regular(column, first(), length())).toList();
  }

  /**
   * The features of steps to come: those that are known, else those of one season before.
   *
   * @param past the features until then
   */
  List<double[]> ahead(long from, int count, List<double[]> past, int season) {
    List<double[]> ahead = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      double[] before = past.get(i);
      double[] column = new double[count];
      for (int step = 0; step < count; step++) {
        Mean known = columns.get(i).get(from + step);
        if (known != null) {
          column[step] = known.get();
        } else if (before.length < season) {
          // what is shorter than a season shows none
          column[step] = before[before.length - 1];
        } else {
          int back = before.length + step - season;
          column[step] = step < season ? before[back] : column[step - season];
        }
      }
      ahead.add(column);
    }
    return ahead;
  }

  /** A missing step has the value before it; what is missing at the start, the first there is. */
  private static double[] regular(TreeMap<Long, Mean> of, long first, int length) {
    double[] values = new double[length];
    Map.Entry<Long, Mean> before = of.floorEntry(first);
    double last =
        before != null
            ? before.getValue().get()
            : of.isEmpty() ? 0 : of.firstEntry().getValue().get();
    for (int i = 0; i < length; i++) {
      Mean mean = of.get(first + i);
      last = mean == null ? last : mean.get();
      values[i] = last;
    }
    return values;
  }
}
