package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.SqlType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a node into one of another type. */
public final class Casts {
  private Casts() {}

  /**
   * As a store into a column does: numbers into numbers, days into moments, anything plain into
   * text, but no text into anything else.
   */
  public static Node store(Node node, SqlType to) {
    SqlType from = node.type();
    boolean allowed =
        from.equals(to)
            || from.equals(SqlType.VOID)
            || (Types.numeric(from) && Types.numeric(to))
            || (Types.datetime(from) && Types.datetime(to))
            || (to.equals(SqlType.STRING) && !Types.nested(from) && !from.equals(SqlType.BINARY));
    if (!allowed) {
      throw ExprErrors.notStorable(from, to);
    }
    return to(node, to);
  }

  /** Whether there is a cast at all. */
  static boolean possible(SqlType from, SqlType to) {
    if (from.equals(to) || from.equals(SqlType.VOID)) {
      return true;
    }
    if (from instanceof SqlType.Array a && to instanceof SqlType.Array b) {
      return possible(a.element(), b.element());
    }
    if (Types.nested(from) || Types.nested(to) || to.equals(SqlType.VOID)) {
      return false;
    }
    if (from.equals(SqlType.STRING)) {
      return true;
    }
    if (to.equals(SqlType.STRING)) {
      return true;
    }
    if (from.equals(SqlType.BINARY) || to.equals(SqlType.BINARY)) {
      return false;
    }
    if (from.equals(SqlType.DATE) || to.equals(SqlType.DATE)) {
      return Types.datetime(from) && Types.datetime(to);
    }
    if (from.equals(SqlType.TIMESTAMP) || to.equals(SqlType.TIMESTAMP)) {
      return Types.numeric(from)
          || Types.numeric(to)
          || (Types.datetime(from) && Types.datetime(to));
    }
    return true;
  }

  /** The node as the type; the cast must be possible. What does not fit is an error. */
  static Node to(Node node, SqlType to) {
    return of(node, to, false);
  }

  /** As the other; what does not fit is null. */
  static Node tried(Node node, SqlType to) {
    return of(node, to, true);
  }

  private static Node of(Node node, SqlType to, boolean tried) {
    if (node.type().equals(to)) {
      return node;
    }
    if (thereAndBack(node, to)) {
      return node.child(0);
    }
    Node cast = cast(node, to, tried);
    if (node instanceof ConstantNode) {
      return folded(cast);
    }
    return cast;
  }

  /** Whether it is a number that was only made wider and now gets its own type again. */
  private static boolean thereAndBack(Node node, SqlType to) {
    if (!(node instanceof Widen || node instanceof CastNode)) {
      return false;
    }
    SqlType from = node.child(0).type();
    boolean exact = !Types.fractional(from) && !Types.fractional(node.type());
    return from.equals(to)
        && exact
        && Types.numeric(from)
        && Types.numeric(node.type())
        && Types.widerNumber(from, node.type()).equals(node.type());
  }

  private static Node cast(Node node, SqlType to, boolean tried) {
    SqlType from = node.type();
    if (from.equals(SqlType.VOID)) {
      return new ConstantNode(to, null);
    }
    if (Types.integral(from) && to.equals(SqlType.DOUBLE)) {
      return new Widen(node, to);
    }
    if (Types.integral(from) && Types.integral(to) && Types.bits(from) < Types.bits(to)) {
      return new Widen(node, to);
    }
    if (from.equals(SqlType.FLOAT) && to.equals(SqlType.DOUBLE)) {
      return new Widen(node, to);
    }
    return new CastNode(node, to, tried);
  }

  /** A node of constants as a constant; left as it is where evaluating it is an error. */
  static Node folded(Node node) {
    try {
      return new ConstantNode(node.type(), node.box(Eval.constant(NOWHERE)));
    } catch (PlatformException e) {
      return node; // it may stand in a branch that no row takes
    }
  }

  private static final EvaluationContext NOWHERE = EvaluationContext.at(Instant.EPOCH);

  /** Widens a number without loss, but for the rounding of a long to a double. */
  static final class Widen extends Node {
    private final Node value;

    Widen(Node value, SqlType to) {
      super(to, List.of(value));
      this.value = value;
    }

    @Override
    public long integer(Eval eval) {
      return value.integer(eval);
    }

    @Override
    public double real(Eval eval) {
      return value.lane() == Lane.LONG ? (double) value.integer(eval) : value.real(eval);
    }
  }

  /** Every other cast. */
  static final class CastNode extends Node.Boxed {
    private final Node value;
    private final boolean tried;

    CastNode(Node value, SqlType to, boolean tried) {
      super(to, List.of(value));
      this.value = value;
      this.tried = tried;
    }

    @Override
    @Nullable Object value(Eval eval) {
      Object from = value.box(eval);
      if (from == null) {
        return null;
      }
      try {
        return Convert.value(value.type(), from, type());
      } catch (PlatformException e) {
        if (tried) {
          return null;
        }
        throw e;
      }
    }
  }
}
