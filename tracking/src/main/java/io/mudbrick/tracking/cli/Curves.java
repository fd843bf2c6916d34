package io.mudbrick.tracking.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.tracking.internal.transfer.Pages;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The values of a metric in the order of their steps. */
final class Curves {
  private Curves() {}

  static List<Double> of(Connection connection, String runId, String key) {
    return Pages.history(connection, runId, key).stream()
        .sorted(Comparator.comparingLong(Curves::step))
        .map(point -> Pages.number(point.get("value")))
        .toList();
  }

  private static long step(Map<String, Object> point) {
    return point.get("step") instanceof Number step ? step.longValue() : 0;
  }
}
