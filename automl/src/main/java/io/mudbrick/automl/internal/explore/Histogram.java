package io.mudbrick.automl.internal.explore;

/**
 * Counts of measured values in ranges of one width.
 *
 * @param low where the first range begins
 * @param high where the last ends, itself included
 * @param below how many values lie under the first range: a few far-off ones would leave all others
 *     in one bar
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record Histogram(double low, double high, int[] counts, int below, int above) {
  private static final int BARS = 24;

  /** Of a range that is this many times wider than its middle 98 %, only that is shown. */
  private static final double FAR_OFF = 4;

  private static final double TAIL = 0.01;

  static Histogram of(Numbers numbers, boolean whole) {
    double low = numbers.least();
    double high = numbers.most();
    double middleLow = numbers.quantile(TAIL);
    double middleHigh = numbers.quantile(1 - TAIL);
    if (middleHigh > middleLow && high - low > FAR_OFF * (middleHigh - middleLow)) {
      low = middleLow;
      high = middleHigh;
    }
    int bars = BARS;
    if (whole && high - low < BARS) {
      low -= 0.5;
      high += 0.5;
      bars = (int) Math.round(high - low);
    } else if (low == high) {
      low -= 0.5;
      high += 0.5;
      bars = 1;
    }
    int[] counts = new int[bars];
    int below = 0;
    int above = 0;
    for (double value : numbers.sorted()) {
      if (value < low) {
        below++;
      } else if (value > high) {
        above++;
      } else {
        int bar = (int) ((value - low) / (high - low) * bars);
        counts[Math.min(bars - 1, Math.max(0, bar))]++;
      }
    }
    return new Histogram(low, high, counts, below, above);
  }

  double edge(int bar) {
    return low + (high - low) * bar / counts.length;
  }
}
