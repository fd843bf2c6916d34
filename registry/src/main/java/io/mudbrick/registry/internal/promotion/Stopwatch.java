package io.mudbrick.registry.internal.promotion;

import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import java.util.Arrays;

/** Times a model's answers to single rows, in nanoseconds, sorted. */
final class Stopwatch {
  private Stopwatch() {}

  static long[] singleRows(LoadedModel model, Frame rows, int times) {
    Frame[] singles = new Frame[rows.rows()];
    for (int i = 0; i < singles.length; i++) {
      singles[i] = rows.slice(i, i + 1);
    }
    round(model, singles, times); // the JVM compiles what it sees often
    long[] nanos = round(model, singles, times);
    Arrays.sort(nanos);
    return nanos;
  }

  private static long[] round(LoadedModel model, Frame[] singles, int times) {
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      Frame row = singles[i % singles.length];
      long start = System.nanoTime();
      model.predict(row);
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  /** The time that a share of the answers stays within. */
  static long quantile(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
