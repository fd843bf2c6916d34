package io.mudbrick.platform.internal.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A decision tree of Tribuo, checked: every node is reached at most once from the first.
 *
 * @param less the child of values up to the threshold; -1 for a leaf
 * @param greater the child of values above it; the class of a leaf
 * @param answers what each leaf says
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record TribuoTree(
    int[] less,
    int[] greater,
    int[] feature,
    double[] threshold,
    double[][] answers,
    boolean probabilities)
    implements TribuoPart {
  private static final int MAX_DEPTH = 1000;
  private static final String SPLIT = "tribuo.common.tree.SplitNodeProto";
  private static final String LEAF = "tribuo.common.tree.LeafNodeProto";

  static TribuoTree read(Proto where, List<Proto> list, int features, TribuoOutputs outputs) {
    int count = list.size();
    if (count == 0) {
      throw where.wrong("a tree has no nodes");
    }
    TribuoTree tree =
        new TribuoTree(
            new int[count],
            new int[count],
            new int[count],
            new double[count],
            new double[count][],
            outputs.areClasses() && generatesProbabilities(list));
    for (int node = 0; node < count; node++) {
      tree.read(node, TribuoFile.any(list.get(node)), features, outputs);
    }
    tree.check(where);
    return tree;
  }

  private static boolean generatesProbabilities(List<Proto> list) {
    for (Proto node : list) {
      TribuoFile.Any any = TribuoFile.any(node);
      if (any.type().equals(LEAF)) {
        return any.value().integer(6) != 0;
      }
    }
    return false;
  }

  private void read(int node, TribuoFile.Any any, int features, TribuoOutputs outputs) {
    Proto own = any.value();
    if (any.type().equals(SPLIT)) {
      greater[node] = own.index(3, 0);
      less[node] = own.index(4, 0);
      feature[node] = own.index(5, 0);
      threshold[node] = own.number(6);
      if (feature[node] >= features || Double.isNaN(threshold[node])) {
        throw own.wrong(
            "node " + node + " asks for feature " + feature[node] + " at " + threshold[node]);
      }
    } else if (any.type().equals(LEAF)) {
      less[node] = -1;
      answers[node] = new double[outputs.names().size()];
      TribuoFile.Any output = TribuoFile.any(own.message(4));
      if (outputs.areClasses()) {
        greater[node] = outputs.index(output.value().text(1), own);
        scores(own).forEach((name, score) -> answers[node][outputs.index(name, own)] = score);
      } else {
        outputs.values(output.value(), answers[node]);
      }
    } else {
      throw own.wrong("a node is a '" + any.type() + "'");
    }
  }

  private static Map<String, Double> scores(Proto leaf) {
    Map<String, Double> scores = new HashMap<>();
    for (Proto entry : leaf.messages(5)) {
      double score = TribuoFile.any(entry.message(2)).value().number(2);
      if (!Double.isFinite(score)) {
        throw leaf.wrong("a leaf has the score " + score);
      }
      scores.put(entry.text(1), score);
    }
    return scores;
  }

  private void check(Proto where) {
    int[] order = new int[less.length];
    int[] depths = new int[less.length];
    boolean[] seen = new boolean[less.length];
    seen[0] = true;
    int reached = 1;
    for (int i = 0; i < reached; i++) {
      int node = order[i];
      if (less[node] < 0) {
        continue;
      }
      for (int child : new int[] {less[node], greater[node]}) {
        if (child >= less.length) {
          throw where.wrong("node " + node + " has the child " + child);
        }
        if (seen[child]) {
          throw where.wrong("node " + child + " is reached twice");
        }
        seen[child] = true;
        depths[child] = depths[node] + 1;
        order[reached++] = child;
      }
      if (depths[node] >= MAX_DEPTH) {
        throw where.wrong("a tree has more than " + MAX_DEPTH + " levels");
      }
    }
  }

  @Override
  public int answer(double[] features, double[] out) {
    int node = 0;
    while (less[node] >= 0) {
      node = features[feature[node]] > threshold[node] ? greater[node] : less[node];
    }
    System.arraycopy(answers[node], 0, out, 0, out.length);
    return greater[node];
  }
}
