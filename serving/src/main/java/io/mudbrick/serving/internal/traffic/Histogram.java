package io.mudbrick.serving.internal.traffic;

import java.util.Arrays;

/** How long things took, in milliseconds, as Prometheus has it. Guarded by its owner. */
final class Histogram {
  /** Upper ends; requests within one process take microseconds. */
  private static final double[] ENDS = {
    0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000
  };

  private static final double NANOS = 1e6;

  private final long[] counts = new long[ENDS.length + 1];
  private double sum;

  void add(long nanos) {
    double millis = nanos / NANOS;
    int at = Arrays.binarySearch(ENDS, millis);
    counts[at < 0 ? -at - 1 : at]++;
    sum += millis;
  }

  /** Writes the samples of one metric. */
  void write(MetricsText text, String name, String labels) {
    double below = 0;
    for (int i = 0; i < ENDS.length; i++) {
      below += counts[i];
      text.sample(name + "_bucket", labels + ",le=\"" + ENDS[i] + "\"", below);
    }
    below += counts[ENDS.length];
    text.sample(name + "_bucket", labels + ",le=\"+Inf\"", below);
    text.sample(name + "_sum", labels, sum);
    text.sample(name + "_count", labels, below);
  }
}
