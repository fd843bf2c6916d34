package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fits {@link ColumnEncoder.Words} to a column of texts. */
public final class WordsFit {
  /** How often a term occurs, in how many rows, and the last row that has it. */
  private static final class Count {
    private int terms;
    private int rows;
    private int last = -1;
  }

  private WordsFit() {}

  public static ColumnEncoder fit(Column column, int most, int atLeast) {
    Map<String, Count> counts = new HashMap<>();
    for (int i = 0; i < column.size(); i++) {
      String text = column.text(i);
      if (text != null) {
        int row = i;
        WordsCodec.terms(text, term -> count(counts, term, row));
      }
    }
    List<String> terms =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue().rows >= atLeast)
            .sorted(
                Comparator.comparingInt((Map.Entry<String, Count> entry) -> -entry.getValue().terms)
                    .thenComparing(Map.Entry::getKey))
            .limit(most)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    List<Double> weights = new ArrayList<>();
    for (String term : terms) {
      Count count = counts.getOrDefault(term, new Count());
      weights.add(StrictMath.log((1.0 + column.size()) / (1.0 + count.rows)) + 1);
    }
    return new ColumnEncoder.Words(terms, weights);
  }

  private static void count(Map<String, Count> counts, String term, int row) {
    Count count = counts.computeIfAbsent(term, any -> new Count());
    count.terms++;
    if (count.last != row) {
      count.last = row;
      count.rows++;
    }
  }
}
