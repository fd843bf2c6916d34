package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A typed expression that can be evaluated. A node answers in the lane of its type: {@code
 * boolean}; {@code long} for integers, dates (days) and timestamps (microseconds); {@code double}
 * for float and double; an object for the rest. Whether the answer is null stands in {@link Eval}
 * afterwards. One walk a row and no boxing, for rows and for batches alike.
 */
public abstract class Node {
  /** How the values of a type travel between nodes. */
  enum Lane {
    BOOLEAN,
    LONG,
    DOUBLE,
    OBJECT;

    static Lane of(SqlType type) {
      if (type instanceof SqlType.Simple simple) {
        return switch (simple) {
          case BOOLEAN -> BOOLEAN;
          case BYTE, SHORT, INT, LONG, DATE, TIMESTAMP -> LONG;
          case FLOAT, DOUBLE -> DOUBLE;
          case STRING, BINARY, VOID -> OBJECT;
        };
      }
      return OBJECT;
    }
  }

  private final SqlType type;
  private final Lane lane;
  private final List<Node> children;

  Node(SqlType type, List<Node> children) {
    this.type = type;
    this.lane = Lane.of(type);
    this.children = List.copyOf(children);
  }

  public final SqlType type() {
    return type;
  }

  final Lane lane() {
    return lane;
  }

  final List<Node> children() {
    return children;
  }

  final Node child(int index) {
    return children.get(index);
  }

  public boolean bool(Eval eval) {
    throw new AssertionError(getClass() + " has no boolean");
  }

  public long integer(Eval eval) {
    throw new AssertionError(getClass() + " has no integer");
  }

  public double real(Eval eval) {
    throw new AssertionError(getClass() + " has no number");
  }

  public @Nullable Object object(Eval eval) {
    throw new AssertionError(getClass() + " has no object");
  }

  /** The answer boxed: Boolean, Long, Double or the object; null for null. */
  public final @Nullable Object box(Eval eval) {
    Object value =
        switch (lane) {
          case BOOLEAN -> (Object) bool(eval);
          case LONG -> (Object) integer(eval);
          case DOUBLE -> (Object) real(eval);
          case OBJECT -> object(eval);
        };
    return eval.isNull() ? null : value;
  }

  /** Whether the answer depends on the context, not on columns alone. */
  boolean contextual() {
    return children.stream().anyMatch(Node::contextual);
  }

  /** Whether it is nothing but a column. */
  public final boolean isColumn(int index) {
    return this instanceof ColumnNode column && column.index() == index;
  }

  /** Whether it is the constant true. */
  public final boolean isAlwaysTrue() {
    return this instanceof ConstantNode constant && Boolean.TRUE.equals(constant.value());
  }

  /** The columns that are read, ascending. */
  public final List<Integer> columns() {
    TreeSet<Integer> found = new TreeSet<>();
    collect(found);
    return new ArrayList<>(found);
  }

  private void collect(TreeSet<Integer> found) {
    if (this instanceof ColumnNode column) {
      found.add(column.index());
    }
    children.forEach(child -> child.collect(found));
  }

  /** A node that answers with a boxed value: the simple way, for all that is not hot. */
  abstract static class Boxed extends Node {
    Boxed(SqlType type, List<Node> children) {
      super(type, children);
    }

    abstract @Nullable Object value(Eval eval);

    private @Nullable Object answer(Eval eval) {
      Object value = value(eval);
      eval.setNull(value == null);
      return value;
    }

    @Override
    public final boolean bool(Eval eval) {
      return answer(eval) instanceof Boolean value && value;
    }

    @Override
    public final long integer(Eval eval) {
      return answer(eval) instanceof Long value ? value : 0;
    }

    @Override
    public final double real(Eval eval) {
      return answer(eval) instanceof Double value ? value : 0;
    }

    @Override
    public final @Nullable Object object(Eval eval) {
      return answer(eval);
    }
  }
}
