package io.mudbrick.benchmarks.automl;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the systems did with the splits, as far as they were run. Not thread-safe. */
final class Outcomes {
  private final Map<Split, Map<Rival, Outcome>> all = new HashMap<>();

  void put(Rival rival, Split split, Outcome outcome) {
    all.computeIfAbsent(split, s -> new EnumMap<>(Rival.class)).put(rival, outcome);
  }

  /** Null when it was not run. */
  @Nullable Outcome of(Rival rival, Split split) {
    return of(split).get(rival);
  }

  Map<Rival, Outcome> of(Split split) {
    return all.getOrDefault(split, Map.of());
  }

  /** Those of a system that ended with a model. */
  List<Outcome> good(Rival rival, List<Split> among) {
    return among.stream()
        .map(this::of)
        .filter(outcomes -> outcomes.containsKey(rival))
        .map(outcomes -> outcomes.get(rival))
        .filter(outcome -> outcome != null && outcome.score() != null)
        .toList();
  }
}
