package io.mudbrick.automl.internal.train.forest;

import java.util.Arrays;

/**
 * A tree that grows node by node; children stand behind their parents. Not thread-safe while it
 * grows.
 */
final class Tree {
  int count;

  /** -1 for a leaf; the right child is the next. */
  int[] left = new int[16];

  int[] feature = new int[16];
  float[] threshold = new float[16];
  boolean[] missingLeft = new boolean[16];
  float[] cover = new float[16];

  /** What a leaf answers, output by output. */
  float[][] value = new float[16][];

  int add() {
    if (count == left.length) {
      int more = count * 2;
      left = Arrays.copyOf(left, more);
      feature = Arrays.copyOf(feature, more);
      threshold = Arrays.copyOf(threshold, more);
      missingLeft = Arrays.copyOf(missingLeft, more);
      cover = Arrays.copyOf(cover, more);
      value = Arrays.copyOf(value, more);
    }
    left[count] = -1;
    return count++;
  }

  float[] answer(float[] rows, int at) {
    int node = 0;
    while (left[node] >= 0) {
      float asked = rows[at + feature[node]];
      boolean goesLeft = Float.isNaN(asked) ? missingLeft[node] : asked < threshold[node];
      node = goesLeft ? left[node] : left[node] + 1;
    }
    return value[node];
  }

  /**
   * The tree of one output only: where all leaves below a node answer the same, it is a leaf. Their
   * answer is the value's share.
   */
  Tree output(int output) {
    boolean[] same = new boolean[count];
    float[] own = new float[count];
    for (int node = count - 1; node >= 0; node--) {
      if (left[node] < 0) {
        same[node] = true;
        own[node] = value[node][output];
      } else {
        int child = left[node];
        same[node] = same[child] && same[child + 1] && own[child] == own[child + 1];
        own[node] = own[child];
      }
    }
    Tree tree = new Tree();
    int[] from = new int[count];
    tree.add();
    for (int node = 0; node < tree.count; node++) {
      int old = from[node];
      tree.cover[node] = cover[old];
      if (same[old]) {
        tree.value[node] = new float[] {own[old]};
        continue;
      }
      tree.feature[node] = feature[old];
      tree.threshold[node] = threshold[old];
      tree.missingLeft[node] = missingLeft[old];
      int child = tree.add();
      tree.left[node] = child;
      from[child] = left[old];
      from[tree.add()] = left[old] + 1;
    }
    return tree;
  }
}
