package io.mudbrick.automl.internal.explore;

import java.util.SplittableRandom;

/** Picks rows of large data, the same ones each time, in their order. */
final class Sampling {
  private Sampling() {}

  static ExploredData atMost(ExploredData subject, int most) {
    int all = subject.rows().rows();
    if (all <= most) {
      return subject;
    }
    int[] picked = pick(all, most);
    double[] truth = new double[most];
    for (int i = 0; i < most; i++) {
      truth[i] = subject.truth()[picked[i]];
    }
    return subject.with(subject.rows().take(picked), truth);
  }

  /** Each row with the chance that as many as wanted come together. */
  private static int[] pick(int all, int wanted) {
    SplittableRandom random = new SplittableRandom(all);
    int[] picked = new int[wanted];
    int have = 0;
    for (int row = 0; have < wanted; row++) {
      if (random.nextInt(all - row) < wanted - have) {
        picked[have++] = row;
      }
    }
    return picked;
  }
}
