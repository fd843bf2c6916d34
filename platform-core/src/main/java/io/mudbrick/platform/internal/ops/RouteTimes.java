package io.mudbrick.platform.internal.ops;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often one route answered what, and how long it took. */
final class RouteTimes {
  /** Upper bounds in seconds: from a look at a cached row to an upload. */
  static final double[] BOUNDS = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

  private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();
  private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();

  RouteTimes() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  void add(int status, long took) {
    byStatus.computeIfAbsent(status, s -> new LongAdder()).increment();
    nanos.add(took);
    int i = 0;
    while (i < BOUNDS.length && took > BOUNDS[i] * 1e9) {
      i++;
    }
    buckets[i].increment();
  }

  Map<Integer, Long> byStatus() {
    Map<Integer, Long> sums = new TreeMap<>();
    byStatus.forEach((status, count) -> sums.put(status, count.sum()));
    return sums;
  }

  double seconds() {
    return nanos.sum() / 1e9;
  }

  /** How many took no longer than each bound, and last, how many there were. */
  long[] cumulative() {
    long[] sums = new long[buckets.length];
    long sum = 0;
    for (int i = 0; i < buckets.length; i++) {
      sum += buckets[i].sum();
      sums[i] = sum;
    }
    return sums;
  }
}
