package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** IN with constants only: one look into a set. */
final class InList extends Node {
  private final Node value;
  private final Set<Object> choices;
  private final List<Object> constants;
  private final boolean nullAmong;

  InList(Node value, List<@Nullable Object> choices) {
    super(SqlType.BOOLEAN, List.of(value));
    this.value = value;
    this.choices = new HashSet<>();
    this.constants = new ArrayList<>();
    boolean empty = false;
    for (Object choice : choices) {
      if (choice == null) {
        empty = true;
      } else {
        this.choices.add(key(choice));
        constants.add(choice);
      }
    }
    this.nullAmong = empty;
  }

  Node value() {
    return value;
  }

  /** What it is compared with, without null. */
  List<Object> constants() {
    return constants;
  }

  /** The form under which equal values are equal objects. */
  private static Object key(Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    return value instanceof Double number && number == 0 ? 0.0 : value;
  }

  @Override
  public boolean bool(Eval eval) {
    Object seen = value.box(eval);
    if (seen == null) {
      eval.setNull(true);
      return false;
    }
    boolean found = choices.contains(key(seen));
    eval.setNull(!found && nullAmong);
    return found;
  }
}
