package io.mudbrick.featurestore;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the online store has for one key.
 *
 * @param features by name, in the table's order
 * @param eventTime the row's time in a time series table, else null
 * @param publishedVersion the Delta version that the online table showed
 * @param publishedAt when it was published
 */
public record FeatureVector(
    Map<String, Value> features,
    @Nullable Instant eventTime,
    long publishedVersion,
    Instant publishedAt) {
  public FeatureVector {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
  }

  /** One feature's value and how to read it. */
  public record Value(@Nullable Object value, State state) {}

  /** What a missing value means. */
  public enum State {
    /** The value is there. */
    PRESENT,
    /** The key is known, and the feature is null for it. */
    NULL,
    /** The key is not known. */
    NOT_FOUND,
    /** The key is known, and its newest row is older than the online table's limit allows. */
    EXPIRED
  }

  /** Whether the key is known, be its row expired or not. */
  public boolean found() {
    return features.values().stream().noneMatch(value -> value.state() == State.NOT_FOUND);
  }

  /** The value of a feature; null when it is null or expired, or the key is not known. */
  public @Nullable Object get(String feature) {
    Value value = features.get(feature);
    return value == null ? null : value.value();
  }
}
