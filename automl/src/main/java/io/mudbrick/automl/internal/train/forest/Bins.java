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

  static Bins of(FeatureMatrix rows) {
    int width = rows.width();
    float[][] cuts = new float[width][];
    byte[][] bins = new byte[width][];
    int step = Math.max(1, rows.rows() / SAMPLE);
    for (int i = 0; i < width; i++) {
      float[] sample = new float[(rows.rows() + step - 1) / step];
      int count = 0;
      for (int row = 0; row < rows.rows(); row += step) {
        float value = rows.at(row, i);
        if (!Float.isNaN(value)) {
          sample[count++] = value;
        }
      }
      cuts[i] = cuts(Arrays.copyOf(sample, count));
      if (misses(rows, i)) {
        cuts[i] = Arrays.copyOf(cuts[i], cuts[i].length + 1);
        cuts[i][cuts[i].length - 1] = ABOVE_ALL;
      }
    }
    for (int i = 0; i < width; i++) {
      bins[i] = new byte[rows.rows()];
      for (int row = 0; row < rows.rows(); row++) {
        bins[i][row] = (byte) bin(cuts[i], rows.at(row, i));
      }
    }
    return new Bins(cuts, bins);
  }

  private static boolean misses(FeatureMatrix rows, int feature) {
    for (int row = 0; row < rows.rows(); row++) {
      if (Float.isNaN(rows.at(row, feature))) {
        return true;
      }
    }
    return false;
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
