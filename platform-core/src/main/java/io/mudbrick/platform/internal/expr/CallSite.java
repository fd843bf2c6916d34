package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that is being bound: its arguments, and how to complain about them. */
record CallSite(Binder binder, String name, List<Node> arguments, int position) {

  /** What a simple function does with its arguments, none of them null. */
  interface Body {
    @Nullable Object apply(Object[] arguments);
  }

  int size() {
    return arguments.size();
  }

  Node argument(int index) {
    return arguments.get(index);
  }

  SqlType type(int index) {
    return arguments.get(index).type();
  }

  /** Refuses unless there are so many arguments. */
  void count(int least, int most) {
    if (size() < least || size() > most) {
      String expected =
          least == most
              ? String.valueOf(least)
              : most == Integer.MAX_VALUE ? "> " + (least - 1) : "[" + least + ", " + most + "]";
      throw ExprErrors.argumentCount(binder.sql, position, name, expected, size());
    }
  }

  /** An argument as a type that it must be, or turn into by itself. */
  Node as(int index, SqlType type) {
    Node node = argument(index);
    if (!Types.implicit(node.type(), type)) {
      throw mismatch(
          "Parameter %d of `%s` requires the %s type, but it is %s."
              .formatted(index + 1, name, type.sqlName(), node.type().sqlName()));
    }
    return Casts.to(node, type);
  }

  /** A constant argument that is not null. */
  Object constant(int index, SqlType type) {
    if (as(index, type) instanceof ConstantNode constant && constant.value() != null) {
      return constant.value();
    }
    throw ExprErrors.notConstant(binder.sql, position, name, String.valueOf(index + 1));
  }

  /** A function whose arguments are of these types, the last of them as often as needed. */
  Node simple(SqlType returns, List<SqlType> types, Body body) {
    List<Node> cast = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      cast.add(as(i, types.get(Math.min(i, types.size() - 1))));
    }
    return new Simple(returns, cast, body);
  }

  PlatformException mismatch(String what) {
    return binder.mismatch(position, what);
  }

  /** A function that is null when an argument is. */
  static final class Simple extends Node.Boxed {
    private final Body body;

    Simple(SqlType type, List<Node> arguments, Body body) {
      super(type, arguments);
      this.body = body;
    }

    @Override
    @Nullable Object value(Eval eval) {
      Object[] values = new Object[children().size()];
      for (int i = 0; i < values.length; i++) {
        Object value = child(i).box(eval);
        if (value == null) {
          return null;
        }
        values[i] = value;
      }
      return body.apply(values);
    }
  }
}
