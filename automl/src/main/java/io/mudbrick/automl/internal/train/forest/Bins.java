package io.mudbrick.automl.internal.train.forest;

import io.mudbrick.platform.model.FeatureMatrix;
import java.util.Arrays;

/**
 * Numbers as one of at most 255 bins a feature: trees cut between bins only.
 *
 * @param cuts of each feature, rising: a number in bin {@code b} is at least {@code cuts[b - 1]}
 *     and below {@code cuts[b]}
 * @param bins of each feature a bin a row
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record Bins(float[][] cuts, byte[][] bins) {
  /** The bin of a missing number. */
  static final int MISSING = 255;

  /** One less than bins allow: {@link #ABOVE_ALL} may follow. */
  private static final int MOST_CUTS = 253;

  /** The last cut of a feature that has missing numbers: it parts those from all others. */
  private static final float ABOVE_ALL = Float.MAX_VALUE;

  /** So many rows say well enough where the cuts should be. */
  private static final int SAMPLE = 20_000;

  /** Columns that are read at once: numbers of a row lie side by side in what memory sends. */
  private static final int TOGETHER = 16;

  static Bins of(FeatureMatrix rows) {
    int width = rows.width();
    float[][] cuts = new float[width][];
    byte[][] bins = new byte[width][];
    float[][] columns = new float[Math.min(width, TOGETHER)][rows.rows()];
    for (int from = 0; from < width; from += TOGETHER) {
      int to = Math.min(width, from + TOGETHER);
      transpose(rows, from, to, columns);
      for (int i = from; i < to; i++) {
        float[] column = columns[i - from];
        cuts[i] = cutsOf(column);
        bins[i] = new byte[column.length];
        for (int row = 0; row < column.length; row++) {
          bins[i][row] = (byte) bin(cuts[i], column[row]);
        }
      }
    }
    return new Bins(cuts, bins);
  }

  private static void transpose(FeatureMatrix rows, int from, int to, float[][] columns) {
    for (int row = 0; row < rows.rows(); row++) {
      for (int i = from; i < to; i++) {
        columns[i - from][row] = rows.at(row, i);
      }
    }
  }

  private static float[] cutsOf(float[] column) {
    int step = Math.max(1, column.length / SAMPLE);
    float[] sample = new float[(column.length + step - 1) / step];
    int count = 0;
    boolean misses = false;
    for (int row = 0; row < column.length; row++) {
      boolean missing = Float.isNaN(column[row]);
      misses |= missing;
      if (!missing && row % step == 0) {
        sample[count++] = column[row];
      }
    }
    float[] cuts = cuts(Arrays.copyOf(sample, count));
    if (misses) {
      cuts = Arrays.copyOf(cuts, cuts.length + 1);
      cuts[cuts.length - 1] = ABOVE_ALL;
    }
    return cuts;
  }

  static int bin(float[] cuts, float value) {
    if (Float.isNaN(value)) {
      return MISSING;
    }
    int low = 0;
    int high = cuts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value < cuts[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Between neighbours where there are few different numbers, else at equal shares of rows. */
  private static float[] cuts(float[] sample) {
    Arrays.sort(sample);
    float[] cuts = new float[MOST_CUTS];
    int different = 0;
    for (int i = 1; i < sample.length; i++) {
      different += sample[i] != sample[i - 1] ? 1 : 0;
    }
    double share = different <= MOST_CUTS ? 0 : sample.length / (MOST_CUTS + 1.0);
    double next = share;
    int count = 0;
    for (int i = 1; i < sample.length && count < MOST_CUTS; i++) {
      if (sample[i] != sample[i - 1] && i >= next) {
        float middle = sample[i - 1] + (sample[i] - sample[i - 1]) / 2;
        cuts[count++] = middle > sample[i - 1] ? middle : sample[i];
        next = Math.max(next, i) + share;
      }
    }
    return Arrays.copyOf(cuts, count);
  }
}
