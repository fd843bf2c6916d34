package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The categories of a column and how many rows each has; fits encoders that need no more. */
public final class CategoryFit {
  private final int rows;
  private final int missing;

  /** By falling frequency, equal ones by text. */
  private final List<Map.Entry<String, int[]>> counts;

  private CategoryFit(int rows, int missing, List<Map.Entry<String, int[]>> counts) {
    this.rows = rows;
    this.missing = missing;
    this.counts = counts;
  }

  public static CategoryFit of(Frame training, String column) {
    Column values = training.column(column);
    Map<String, int[]> counts = new HashMap<>();
    int missing = 0;
    for (int i = 0; i < values.size(); i++) {
      String text = values.text(i);
      if (text == null) {
        missing++;
      } else {
        counts.computeIfAbsent(text, any -> new int[1])[0]++;
      }
    }
    List<Map.Entry<String, int[]>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(
        Comparator.comparingInt((Map.Entry<String, int[]> entry) -> -entry.getValue()[0])
            .thenComparing(Map.Entry::getKey));
    return new CategoryFit(values.size(), missing, sorted);
  }

  /** The most frequent categories. */
  public List<String> top(int most) {
    return top(most, 1);
  }

  private List<String> top(int most, int atLeast) {
    return counts.stream()
        .limit(most)
        .filter(entry -> entry.getValue()[0] >= atLeast)
        .map(Map.Entry::getKey)
        .toList();
  }

  public ColumnEncoder oneHot(int most, int atLeast) {
    List<String> top = top(most, atLeast);
    return new ColumnEncoder.OneHot(top, missing > 0, top.size() < counts.size());
  }

  public ColumnEncoder codes(int most, int atLeast) {
    List<String> top = top(most, atLeast);
    return new ColumnEncoder.Ordinal(top, true);
  }

  public ColumnEncoder frequency() {
    Map<String, List<Double>> shares = new LinkedHashMap<>();
    counts.forEach(entry -> shares.put(entry.getKey(), List.of(share(entry.getValue()[0]))));
    return new ColumnEncoder.Lookup(
        List.of("frequency"), shares, List.of(share(missing)), List.of(0.0));
  }

  public ColumnEncoder rank() {
    Map<String, List<Double>> ranks = new LinkedHashMap<>();
    counts.forEach(entry -> ranks.put(entry.getKey(), List.of((double) ranks.size())));
    return new ColumnEncoder.Lookup(List.of("rank"), ranks, List.of(Double.NaN), List.of(-1.0));
  }

  private double share(int count) {
    return (double) count / rows;
  }
}
