package io.mudbrick.automl.internal.data;

/** Picks some of many rows, the same ones every time. */
final class Evenly {
  private Evenly() {}

  /** At most so many of the rows from 0 on, equally far apart, rising. */
  static int[] spread(int rows, int most) {
    int[] picked = new int[Math.min(rows, most)];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = (int) ((long) i * rows / picked.length);
    }
    return picked;
  }
}
