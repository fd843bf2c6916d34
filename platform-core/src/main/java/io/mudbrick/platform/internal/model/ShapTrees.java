package io.mudbrick.platform.internal.model;

/**
 * Binary trees as {@link TreeShap} walks them. The nodes of all trees are numbered through, tree by
 * tree, parents before their children, the right child directly behind the left one.
 */
interface ShapTrees {
  int trees();

  int root(int tree);

  /** The longest path of that tree. */
  int depth(int tree);

  /** The number of all nodes: where the last tree ends. */
  int nodeCount();

  boolean isLeaf(int node);

  /** What a leaf adds. */
  double value(int node);

  int left(int node);

  /** The feature that an inner node asks for. */
  int feature(int node);

  /** The share of the training rows at an inner node that went left. */
  double leftShare(int node);

  /** One row on its way through the trees. */
  @FunctionalInterface
  interface Row {
    /** The child of an inner node that the row goes to. */
    int child(int node);
  }
}
