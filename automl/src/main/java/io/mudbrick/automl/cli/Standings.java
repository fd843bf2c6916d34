package io.mudbrick.automl.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The trials so far, from the lines of the server. */
final class Standings {
  private final List<Standing> trials = new ArrayList<>();
  private final Set<String> running = new LinkedHashSet<>();
  private String metric = "";
  private boolean higherIsBetter;

  void take(Map<String, Object> line) {
    switch (Json.text(line, "event")) {
      case "started" -> {
        metric = Json.text(line, "primary_metric");
        higherIsBetter = Objects.equals(line.get("higher_is_better"), true);
      }
      case "trial_started" -> running.add(Json.text(line, "run_name"));
      case "trial_finished" -> {
        Map<String, Object> trial = Json.map(line, "trial");
        String name = Json.text(trial, "run_name");
        running.remove(name);
        trials.add(
            new Standing(
                name,
                Json.number(trial, "score"),
                Json.number(trial, "seconds"),
                Json.text(trial, "failure")));
      }
      default -> {}
    }
  }

  String metric() {
    return metric;
  }

  Set<String> running() {
    return running;
  }

  int done() {
    return trials.size();
  }

  Standing last() {
    return trials.get(trials.size() - 1);
  }

  /** The best of those so far; there must be one. */
  Standing best() {
    return ranked().get(0);
  }

  /** Best first, failed ones last. */
  List<Standing> ranked() {
    return trials.stream()
        .sorted(
            Comparator.comparing(Standing::failed)
                .thenComparingDouble(trial -> higherIsBetter ? -trial.score() : trial.score()))
        .toList();
  }
}
