package io.mudbrick.tracking.internal.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement in the making: text, and the values for its question marks. Not thread-safe. */
final class Sql {
  /** SQLite takes 32,766 values a statement, PostgreSQL 65,535. */
  static final int MAX_VALUES = 10_000;

  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> values = new ArrayList<>();

  Sql(String text, @Nullable Object... values) {
    add(text, values);
  }

  Sql add(String more, @Nullable Object... moreValues) {
    text.append(more);
    Collections.addAll(values, moreValues);
    return this;
  }

  Sql add(Sql more) {
    text.append(more.text);
    values.addAll(more.values);
    return this;
  }

  /** {@code = ?} for one value, which keeps an index's order, else {@code IN (?, ?)}. */
  Sql in(Collection<?> any) {
    if (any.size() == 1) {
      return add(" = ?", any.iterator().next());
    }
    text.append(" IN (")
        .append(String.join(", ", Collections.nCopies(any.size(), "?")))
        .append(')');
    values.addAll(any);
    return this;
  }

  String text() {
    return text.toString();
  }

  @Nullable Object[] values() {
    return values.toArray();
  }
}
