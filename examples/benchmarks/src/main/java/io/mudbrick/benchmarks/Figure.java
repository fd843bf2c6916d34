package io.mudbrick.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One result: ours beside the peer's, both measured in this run.
 *
 * @param ratio above 1 when we are better
 * @param load what was done, and how often
 */
record Figure(
    String name,
    double ours,
    double peer,
    String peerName,
    double ratio,
    String unit,
    String load) {

  /** Of something that one wants less of: time, memory. Medians of the samples. */
  static Figure lessIsBetter(
      String name,
      List<Double> ours,
      List<Double> peer,
      String peerName,
      String unit,
      String load) {
    double mine = median(ours);
    double theirs = median(peer);
    return new Figure(name, mine, theirs, peerName, theirs / mine, unit, load);
  }

  static double median(List<Double> samples) {
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  String toJson() {
    return String.format(
        Locale.ROOT,
        "{\"name\": \"%s\", \"ours\": %.1f, \"peer\": %.1f, \"peer_name\": \"%s\", \"ratio\": %.2f,"
            + " \"unit\": \"%s\", \"load\": \"%s\"}",
        name,
        ours,
        peer,
        peerName,
        ratio,
        unit,
        load);
  }
}
