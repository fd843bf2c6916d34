package io.mudbrick.automl.internal.forecast.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The orders of the plain and of the seasonal part.
 *
 * @param constant whether the differenced series has a mean
 */
record ArimaOrder(int p, int q, int seasonalP, int seasonalQ, boolean constant) {
  private static final int MOST = 5;
  private static final int MOST_SEASONAL = 2;

  int parameters() {
    return p + q + seasonalP + seasonalQ;
  }

  /** The steps of Hyndman and Khandakar (2008). */
  List<ArimaOrder> neighbours(boolean seasonal, boolean mean) {
    List<ArimaOrder> all = new ArrayList<>();
    for (int by : new int[] {-1, 1}) {
      if (seasonal) {
        all.add(new ArimaOrder(p, q, seasonalP + by, seasonalQ, constant));
        all.add(new ArimaOrder(p, q, seasonalP, seasonalQ + by, constant));
        all.add(new ArimaOrder(p, q, seasonalP + by, seasonalQ + by, constant));
      }
      all.add(new ArimaOrder(p + by, q, seasonalP, seasonalQ, constant));
      all.add(new ArimaOrder(p, q + by, seasonalP, seasonalQ, constant));
      all.add(new ArimaOrder(p + by, q + by, seasonalP, seasonalQ, constant));
    }
    if (mean) {
      all.add(new ArimaOrder(p, q, seasonalP, seasonalQ, !constant));
    }
    return all.stream().filter(ArimaOrder::allowed).toList();
  }

  /** As statisticians write it. */
  String name(Differencing differencing) {
    String plain = "ARIMA(" + p + "," + differencing.plain() + "," + q + ")";
    String seasonal = "(" + seasonalP + "," + differencing.seasonal() + "," + seasonalQ + ")";
    String season = differencing.season() > 1 ? seasonal + "[" + differencing.season() + "]" : "";
    return plain + season + (constant ? " with constant" : "");
  }

  private boolean allowed() {
    return Math.min(Math.min(p, q), Math.min(seasonalP, seasonalQ)) >= 0
        && Math.max(p, q) <= MOST
        && Math.max(seasonalP, seasonalQ) <= MOST_SEASONAL
        && parameters() <= MOST + MOST_SEASONAL;
  }
}
