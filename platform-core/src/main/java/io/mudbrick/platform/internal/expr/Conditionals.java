package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.internal.expr.Builtins.Builtin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What depends on null, on a condition, or on a list. */
final class Conditionals {
  private Conditionals() {}

  static void register(Map<String, Builtin> all) {
    all.put("if", Conditionals::choice);
    all.put("iff", Conditionals::choice);
    all.put(
        "coalesce",
        call -> {
          call.count(1, Integer.MAX_VALUE);
          return present(call, call.arguments());
        });
    for (String name : List.of("nvl", "ifnull")) {
      all.put(
          name,
          call -> {
            call.count(2, 2);
            return present(call, call.arguments());
          });
    }
    all.put("nvl2", Conditionals::either);
    all.put("nullif", Conditionals::nullIf);
    all.put(
        "isnull",
        call -> {
          call.count(1, 1);
          return new NullTest(call.argument(0));
        });
    all.put(
        "isnotnull",
        call -> {
          call.count(1, 1);
          return new Logic(Logic.Operator.NOT, List.of(new NullTest(call.argument(0))));
        });
    all.put("in", Conditionals::in);
    all.put("greatest", call -> extreme(call, 1));
    all.put("least", call -> extreme(call, -1));
  }

  private static Node choice(CallSite call) {
    call.count(3, 3);
    Node condition = call.binder().condition(call.argument(0), call.position());
    return call.binder()
        .choose(List.of(condition), call.arguments().subList(1, 3), call.name(), call.position());
  }

  private static Node present(CallSite call, List<Node> values) {
    List<Node> same = call.binder().sameType(values, call.name(), call.position());
    return new FirstPresent(same.get(0).type(), same);
  }

  private static Node either(CallSite call) {
    call.count(3, 3);
    Node empty = new NullTest(call.argument(0));
    return call.binder()
        .choose(
            List.of(empty),
            List.of(call.argument(2), call.argument(1)),
            call.name(),
            call.position());
  }

  private static Node nullIf(CallSite call) {
    call.count(2, 2);
    List<Node> same = call.binder().sameType(call.arguments(), call.name(), call.position());
    if (same.get(0).type().equals(SqlType.VOID)) {
      return same.get(0);
    }
    Node equal = new Comparison(Comparison.Operator.EQUAL, same.get(0), same.get(1));
    SqlType type = call.type(0);
    return Choice.of(List.of(equal), List.of(new ConstantNode(type, null), call.argument(0)));
  }

  private static Node in(CallSite call) {
    List<Node> same = call.binder().sameType(call.arguments(), "IN", call.position());
    SqlType type = same.get(0).type();
    if (Types.nested(type)) {
      throw call.mismatch("Values of the type " + type.sqlName() + " cannot be compared.");
    }
    List<@Nullable Object> constants = new ArrayList<>();
    for (Node choice : same.subList(1, same.size())) {
      if (choice instanceof ConstantNode constant) {
        constants.add(constant.value());
      }
    }
    if (constants.size() == same.size() - 1) {
      return new InList(same.get(0), constants);
    }
    List<Node> terms = new ArrayList<>();
    for (Node choice : same.subList(1, same.size())) {
      terms.add(new Comparison(Comparison.Operator.EQUAL, same.get(0), choice));
    }
    return new Logic(Logic.Operator.OR, terms);
  }

  /** The largest or smallest of the arguments that are not null. */
  private static Node extreme(CallSite call, int sign) {
    call.count(2, Integer.MAX_VALUE);
    List<Node> same = call.binder().sameType(call.arguments(), call.name(), call.position());
    if (Types.nested(same.get(0).type())) {
      throw call.mismatch("Values of this type have no order.");
    }
    return new Node.Boxed(same.get(0).type(), same) {
      @Override
      @Nullable Object value(Eval eval) {
        Object best = null;
        for (Node node : children()) {
          Object value = node.box(eval);
          if (value != null && (best == null || sign * order(value, best) > 0)) {
            best = value;
          }
        }
        return best;
      }
    };
  }

  static int order(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return TextOrder.real(x, y);
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return Boolean.compare(x, y);
    }
    return TextOrder.compare(a, b);
  }
}
