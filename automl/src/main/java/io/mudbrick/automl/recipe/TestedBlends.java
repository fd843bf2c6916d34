package io.mudbrick.automl.recipe;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How good blends are on rows that they were not chosen by; see {@link PreparedRows#test}.
 * Immutable.
 */
public final class TestedBlends {
  private final Map<String, Double> metrics;

  TestedBlends(Map<String, Double> metrics) {
    this.metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** By the names under which trials log them, such as {@code test_roc_auc}. */
  public Map<String, Double> metrics() {
    return metrics;
  }

  /**
   * Makes sure that the metrics are these, to the last bit.
   *
   * @throws IllegalStateException when one differs or is not there; it says which
   */
  public void mustScore(Map<String, Double> recorded) {
    RecordedMetrics.compare(metrics, recorded);
  }
}
