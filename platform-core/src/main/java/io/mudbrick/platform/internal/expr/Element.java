package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a nested value. */
final class Element {
  private Element() {}

  /** {@code a.b}. */
  static final class OfStruct extends Node.Boxed {
    private final String field;

    OfStruct(Node base, SqlType.Field field) {
      super(field.type(), List.of(base));
      this.field = field.name();
    }

    @Override
    @Nullable Object value(Eval eval) {
      return child(0).box(eval) instanceof Map<?, ?> struct
          ? Values.internal(type(), struct.get(field))
          : null;
    }
  }

  /** {@code m['k']}: null for a key that is not there. */
  static final class OfMap extends Node.Boxed {
    OfMap(Node base, SqlType.MapOf type, Node key) {
      super(type.value(), List.of(base, key));
    }

    @Override
    @Nullable Object value(Eval eval) {
      Object map = child(0).box(eval);
      Object key = map == null ? null : Values.external(child(1).type(), child(1).box(eval));
      return map instanceof Map<?, ?> m && key != null ? Values.internal(type(), m.get(key)) : null;
    }
  }

  /** {@code a[0]}: an index outside is an error. */
  static final class OfArray extends Node.Boxed {
    private final boolean fromOne;

    OfArray(Node base, SqlType.Array type, Node index, boolean fromOne) {
      super(type.element(), List.of(base, index));
      this.fromOne = fromOne;
    }

    @Override
    @Nullable Object value(Eval eval) {
      Object list = child(0).box(eval);
      Object index = list == null ? null : child(1).box(eval);
      if (!(list instanceof List<?> values) || !(index instanceof Long wanted)) {
        return null;
      }
      long at = !fromOne ? wanted : wanted > 0 ? wanted - 1 : values.size() + wanted;
      if (at < 0 || at >= values.size() || (fromOne && wanted == 0)) {
        throw ExprErrors.indexOutOfBounds(wanted.intValue(), values.size());
      }
      return Values.internal(type(), values.get((int) at));
    }
  }
}
