package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CASE and IF: only the branch that is taken is evaluated. */
final class Choice extends Node {
  private final Node[] conditions;
  private final Node[] results;
  private final Node otherwise;

  /**
   * A choice without the branches that are never taken.
   *
   * @param results of one type, the last of them for when no condition is true
   */
  static Node of(List<Node> conditions, List<Node> results) {
    List<Node> open = new ArrayList<>();
    List<Node> taken = new ArrayList<>();
    Node otherwise = results.get(results.size() - 1);
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.get(i).isAlwaysTrue()) {
        otherwise = results.get(i);
        break;
      }
      if (!(conditions.get(i) instanceof ConstantNode)) {
        open.add(conditions.get(i));
        taken.add(results.get(i));
      }
    }
    return open.isEmpty() ? otherwise : new Choice(otherwise.type(), open, taken, otherwise);
  }

  /** Conditions as long as results; all results of this type. */
  private Choice(SqlType type, List<Node> conditions, List<Node> results, Node otherwise) {
    super(type, all(conditions, results, otherwise));
    this.conditions = conditions.toArray(new Node[0]);
    this.results = results.toArray(new Node[0]);
    this.otherwise = otherwise;
  }

  private static List<Node> all(List<Node> conditions, List<Node> results, Node otherwise) {
    List<Node> all = new ArrayList<>(conditions);
    all.addAll(results);
    all.add(otherwise);
    return all;
  }

  private Node taken(Eval eval) {
    for (int i = 0; i < conditions.length; i++) {
      boolean yes = conditions[i].bool(eval);
      if (yes && !eval.isNull()) {
        return results[i];
      }
    }
    return otherwise;
  }

  @Override
  public boolean bool(Eval eval) {
    return taken(eval).bool(eval);
  }

  @Override
  public long integer(Eval eval) {
    return taken(eval).integer(eval);
  }

  @Override
  public double real(Eval eval) {
    return taken(eval).real(eval);
  }

  @Override
  public @Nullable Object object(Eval eval) {
    return taken(eval).object(eval);
  }
}
