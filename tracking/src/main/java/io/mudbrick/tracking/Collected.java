package io.mudbrick.tracking;

import java.util.List;

/**
 * What was deleted for good, by id.
 *
 * @param kept what was not, a sentence each with the reason
 */
public record Collected(
    List<String> runIds,
    List<String> experimentIds,
    List<String> loggedModelIds,
    List<String> kept) {
  public Collected {
    runIds = List.copyOf(runIds);
    experimentIds = List.copyOf(experimentIds);
    loggedModelIds = List.copyOf(loggedModelIds);
    kept = List.copyOf(kept);
  }
}
