package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
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
