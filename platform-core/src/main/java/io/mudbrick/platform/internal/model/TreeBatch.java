package io.mudbrick.platform.internal.model;

/**
 * Trees of numeric splits that a row walks {@link #STEP} at a time, in step and without a branch,
 * which hides the latency of memory. A node is a long with its threshold above the bits that say
 * which of a row's slots it asks for.
 */
interface TreeBatch {
  int STEP = 8;

  /** What a tree that only fills up a batch says: whatever it is added to stays the same bits. */
  float NOTHING = -0.0f;

  /** The upper bits of a node; the lower 31 are zero. */
  static long threshold(int sortable) {
    return ((long) sortable - Integer.MIN_VALUE) << 31;
  }

  /** The slot of a row: no node of an equal threshold is above it, whatever its lower bits. */
  static long asked(int sortable) {
    return threshold(sortable) | Integer.MAX_VALUE;
  }

  /** 1 where what is asked lies below the node's threshold, else 0. */
  static int below(long node, long asked) {
    return (int) ((asked - node) >>> 63);
  }

  /** How many trees there are with those that fill up the last batch. */
  static int filledUp(int trees) {
    return (trees + STEP - 1) / STEP * STEP;
  }

  /**
   * Adds what the trees say of some rows, tree by tree in their order.
   *
   * @param slots of the rows, {@code width} each
   * @param sums of the rows, as many each as the model has outputs
   */
  void add(long[] slots, int width, int count, float[] sums);
}
