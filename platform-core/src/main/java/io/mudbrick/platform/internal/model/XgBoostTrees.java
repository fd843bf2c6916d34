package io.mudbrick.platform.internal.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The trees of XGBoost's {@code gbtree} and {@code dart}, in the order in which they are added up.
 *
 * @param groups the output that each tree adds to
 * @param iterationEnds the number of trees after each iteration
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record XgBoostTrees(List<TreeNodes> trees, int[] groups, int[] iterationEnds)
    implements XgBoostModel.Booster {

  /** Only the first iterations; all when there are not so many. */
  XgBoostTrees upTo(int iterations) {
    return iterations >= iterationEnds.length
        ? this
        : new XgBoostTrees(trees.subList(0, iterationEnds[iterations - 1]), groups, iterationEnds);
  }

  /**
   * @param booster {@code gbtree}, or the part of that name in {@code dart}
   * @param weights what each tree's leaves are multiplied by; empty for none
   */
  static XgBoostTrees read(XgBoostDocument booster, float[] weights, int features, int outputs) {
    XgBoostDocument model = booster.get("model");
    XgBoostDocument list = model.get("trees");
    int[] info = groups(model.get("tree_info"), list.size(), outputs);
    if (weights.length != 0 && weights.length != info.length) {
      throw model.wrong("a model with a weight for each tree");
    }
    List<TreeNodes> trees = new ArrayList<>();
    List<Integer> groups = new ArrayList<>();
    int[] after = new int[info.length + 1];
    for (int i = 0; i < info.length; i++) {
      List<TreeNodes> own = TreeNodes.read(list.at(i), features, outputs);
      for (int k = 0; k < own.size(); k++) {
        trees.add(weights.length == 0 ? own.get(k) : own.get(k).weighted(weights[i]));
        groups.add(own.size() == 1 ? info[i] : k);
      }
      after[i + 1] = trees.size();
    }
    int[] ends = iterationEnds(model, info.length, outputs);
    for (int i = 0; i < ends.length; i++) {
      ends[i] = after[ends[i]];
    }
    return new XgBoostTrees(trees, groups.stream().mapToInt(Integer::intValue).toArray(), ends);
  }

  private static int[] groups(XgBoostDocument where, int trees, int outputs) {
    int[] groups = where.integers();
    if (groups.length != trees) {
      throw where.wrong("a list of one number a tree");
    }
    for (int group : groups) {
      if (group < 0 || group >= outputs) {
        throw where.wrong("a list of outputs below " + outputs);
      }
    }
    return groups;
  }

  /** Older releases do not write where each iteration ends. */
  private static int[] iterationEnds(XgBoostDocument model, int trees, int outputs) {
    if (model.has("iteration_indptr")) {
      return written(model.get("iteration_indptr"), trees);
    }
    XgBoostDocument params = model.get("gbtree_model_param");
    int parallel = params.has("num_parallel_tree") ? params.get("num_parallel_tree").integer() : 1;
    long each = Math.max(1L, (long) parallel * outputs);
    int[] ends = new int[(int) (trees / each)];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (int) ((i + 1) * each);
    }
    return ends;
  }

  private static int[] written(XgBoostDocument where, int trees) {
    int[] begins = where.integers();
    int[] ends = new int[Math.max(0, begins.length - 1)];
    for (int i = 0; i < begins.length; i++) {
      if (begins[i] < (i == 0 ? 0 : begins[i - 1]) || begins[i] > trees) {
        throw where.wrong("a list that rises to the number of trees");
      }
      if (i > 0) {
        ends[i - 1] = begins[i];
      }
    }
    return ends;
  }
}
