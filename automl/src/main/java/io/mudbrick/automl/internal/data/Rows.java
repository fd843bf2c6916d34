package io.mudbrick.automl.internal.data;

import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.model.Frame;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data that AutoML was given.
 *
 * @param name for people and for the experiment's name
 * @param keys columns that only find other columns (lookup keys, times of lookups)
 * @param spec how the features of a training set are looked up; null for anything else
 * @param sources what lineage knows of
 * @param tableVersions the Delta versions that were read, by table
 */
public record Rows(
    Frame frame,
    String name,
    Set<String> keys,
    @Nullable FeatureSpec spec,
    List<EntityRef> sources,
    Map<String, Long> tableVersions) {
  public Rows {
    keys = Set.copyOf(keys);
    sources = List.copyOf(sources);
    tableVersions = Map.copyOf(tableVersions);
  }

  /** Rows from nowhere in particular. */
  public static Rows of(Frame frame) {
    return new Rows(frame, "rows", Set.of(), null, List.of(), Map.of());
  }
}
