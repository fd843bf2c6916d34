package io.mudbrick.automl.internal.forecast.model;

import java.util.ArrayList;
import java.util.List;

/**
 * From where forecasts are judged: the product's rule. The horizon is at most a quarter of the
 * span, cut-offs step back half a horizon from the last one that leaves a whole horizon to judge,
 * and the first window has three horizons.
 *
 * @param horizon how far each forecast is judged
 * @param cutOffs how many values are known at each, in ascending order; none when the series is too
 *     short to judge anything
 */
public record RollingOrigin(int horizon, List<Integer> cutOffs) {
  public RollingOrigin {
    cutOffs = List.copyOf(cutOffs);
  }

  /**
   * @param length of the series
   * @param horizon as asked for
   * @param most how many cut-offs at most: the latest
   */
  public static RollingOrigin of(int length, int horizon, int most) {
    int used = Math.max(1, Math.min(horizon, length / 4));
    int back = Math.max(1, used / 2);
    List<Integer> cutOffs = new ArrayList<>();
    for (int at = length - used; at >= 3 * used && cutOffs.size() < most; at -= back) {
      cutOffs.add(0, at);
    }
    return new RollingOrigin(used, cutOffs);
  }
}
