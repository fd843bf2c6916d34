package io.mudbrick.automl.internal.search;

import io.mudbrick.automl.ModelFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What fitting a candidate to one fold takes: rows times columns times rounds, corrected by what
 * candidates of its family took so far. Thread-safe.
 */
public final class CostModel {
  /** So many fits back: the machine may have become busier. */
  private static final int REMEMBERED = 9;

  private final double cells;
  private final int outputs;
  private final Map<ModelFamily, List<Double>> ratios = new EnumMap<>(ModelFamily.class);

  /**
   * @param rows that a fold's fit learns from
   * @param columns of the matrix
   * @param classes 0 for a regression
   */
  public CostModel(int rows, int columns, int classes) {
    this.cells = (double) rows * columns;
    this.outputs = classes > 2 ? classes : 1;
  }

  /** Seconds by the sizes alone: the same on every machine. */
  public double prior(Candidate candidate) {
    return 0.002 + cells * outputs * SearchSpace.effort(candidate) * 1e-9;
  }

  /** Whether a candidate of its family has been fitted. */
  public synchronized boolean knows(ModelFamily family) {
    return ratios.containsKey(family);
  }

  /** Seconds, as far as is known by now. */
  public synchronized double expected(Candidate candidate) {
    List<Double> known = ratios.getOrDefault(candidate.family(), List.of());
    if (known.isEmpty()) {
      known = ratios.values().stream().flatMap(List::stream).toList();
    }
    return prior(candidate) * (known.isEmpty() ? 1 : median(known));
  }

  /** Tells what a fit took. */
  public synchronized void learn(Candidate candidate, double seconds) {
    List<Double> known = ratios.computeIfAbsent(candidate.family(), any -> new ArrayList<>());
    known.add(seconds / prior(candidate));
    if (known.size() > REMEMBERED) {
      known.remove(0);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
