package io.mudbrick.serving.internal.traffic;

/** Counts of the last sixty seconds. Guarded by its owner. */
final class LastMinute {
  private static final int SECONDS = 60;

  private final long[] counts = new long[SECONDS];
  private final long[] seconds = new long[SECONDS];

  void add(long second) {
    int at = (int) Math.floorMod(second, (long) SECONDS);
    if (seconds[at] != second) {
      seconds[at] = second;
      counts[at] = 0;
    }
    counts[at]++;
  }

  long count(long now) {
    long sum = 0;
    for (int i = 0; i < SECONDS; i++) {
      sum += seconds[i] > now - SECONDS && seconds[i] <= now ? counts[i] : 0;
    }
    return sum;
  }
}
