package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.ArrayList;
import java.util.List;

/** AND, OR and NOT with three values. */
final class Logic extends Node {
  enum Operator {
    AND,
    OR,
    NOT
  }

  private final Operator operator;
  private final Node[] terms;

  Logic(Operator operator, List<Node> terms) {
    super(SqlType.BOOLEAN, terms);
    this.operator = operator;
    this.terms = terms.toArray(new Node[0]);
  }

  /** Without terms that decide nothing, and without the others where one decides all. */
  static Node of(Operator operator, List<Node> terms) {
    if (operator == Operator.NOT) {
      return new Logic(operator, terms);
    }
    boolean decisive = operator == Operator.OR;
    List<Node> open = new ArrayList<>();
    for (Node term : terms) {
      Object value = term instanceof ConstantNode constant ? constant.value() : null;
      if (!(value instanceof Boolean truth)) {
        open.add(term);
      } else if (truth == decisive) {
        return new ConstantNode(SqlType.BOOLEAN, decisive);
      }
    }
    if (open.isEmpty()) {
      return new ConstantNode(SqlType.BOOLEAN, !decisive);
    }
    return open.size() == 1 ? open.get(0) : new Logic(operator, open);
  }

  Operator operator() {
    return operator;
  }

  @Override
  public boolean bool(Eval eval) {
    if (operator == Operator.NOT) {
      return !terms[0].bool(eval) && !eval.isNull();
    }
    boolean decisive = operator == Operator.OR;
    boolean unknown = false;
    for (Node term : terms) {
      boolean value = term.bool(eval);
      if (eval.isNull()) {
        unknown = true;
      } else if (value == decisive) {
        return decisive;
      }
    }
    eval.setNull(unknown);
    return !decisive && !unknown;
  }
}
