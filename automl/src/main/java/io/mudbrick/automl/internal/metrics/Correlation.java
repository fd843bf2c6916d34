package io.mudbrick.automl.internal.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How two columns go together, over the rows that have both. NaN where that is undefined. */
public final class Correlation {
  private Correlation() {}

  /** Of straight lines: from -1 to 1. */
  public static double pearson(double[] x, double[] y) {
    double meanX = 0;
    double meanY = 0;
    int n = 0;
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
        meanX += x[i];
        meanY += y[i];
        n++;
      }
    }
    meanX /= n;
    meanY /= n;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
        xy += (x[i] - meanX) * (y[i] - meanY);
      }
    }
    double scale = Math.sqrt(xx * yy);
    return scale > 0 ? Math.max(-1, Math.min(1, xy / scale)) : Double.NaN;
  }

  /** Of orders: Pearson's of the ranks among the rows that have both. */
  public static double spearman(double[] x, double[] y) {
    int[] both =
        IntStream.range(0, x.length)
            .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
            .toArray();
    return pearson(
        Ranks.of(Arrays.stream(both).mapToDouble(i -> x[i]).toArray()),
        Ranks.of(Arrays.stream(both).mapToDouble(i -> y[i]).toArray()));
  }

  /** Cramér's V of two groupings, from 0 to 1, corrected for what chance brings (Bergsma 2013). */
  public static double cramersV(int[] x, int categoriesX, int[] y, int categoriesY) {
    double[][] table = new double[categoriesX][categoriesY];
    double[] rows = new double[categoriesX];
    double[] columns = new double[categoriesY];
    int n = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] >= 0 && y[i] >= 0) {
        table[x[i]][y[i]]++;
        rows[x[i]]++;
        columns[y[i]]++;
        n++;
      }
    }
    double r = Arrays.stream(rows).filter(count -> count > 0).count();
    double c = Arrays.stream(columns).filter(count -> count > 0).count();
    if (n < 2 || r < 2 || c < 2) {
      return Double.NaN;
    }
    double phi = 0;
    for (int a = 0; a < categoriesX; a++) {
      for (int b = 0; b < categoriesY; b++) {
        double expected = rows[a] * columns[b] / n;
        if (expected > 0) {
          phi += (table[a][b] - expected) * (table[a][b] - expected) / expected / n;
        }
      }
    }
    double corrected = Math.max(0, phi - (r - 1) * (c - 1) / (n - 1));
    double rowsLeft = r - (r - 1) * (r - 1) / (n - 1);
    double columnsLeft = c - (c - 1) * (c - 1) / (n - 1);
    double most = Math.min(rowsLeft, columnsLeft) - 1;
    return most > 0 ? Math.min(1, Math.sqrt(corrected / most)) : Double.NaN;
  }
}
