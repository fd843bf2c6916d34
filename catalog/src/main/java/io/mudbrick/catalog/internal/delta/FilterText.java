package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Filter;
import java.util.List;
import java.util.stream.Collectors;

/** A filter as the history shows it: a list with one condition in SQL. */
final class FilterText {
  private FilterText() {}

  static String of(Filter filter) {
    boolean everything = filter instanceof Filter.All all && all.filters().isEmpty();
    return Json.of(everything ? List.of() : List.of(sql(filter)));
  }

  private static String sql(Filter filter) {
    if (filter instanceof Filter.All all) {
      return joined(all.filters(), " AND ", "true");
    }
    if (filter instanceof Filter.Any any) {
      return joined(any.filters(), " OR ", "false");
    }
    if (filter instanceof Filter.Comparison c) {
      return "(" + c.column() + " " + sign(c.operator()) + " " + literal(c.value()) + ")";
    }
    if (filter instanceof Filter.OneOf oneOf) {
      String values =
          oneOf.values().stream().map(FilterText::literal).collect(Collectors.joining(", "));
      return "(" + oneOf.column() + (oneOf.none() ? " NOT IN (" : " IN (") + values + "))";
    }
    if (filter instanceof Filter.Sql sql) {
      return "(" + sql.text() + ")";
    }
    Filter.Empty empty = (Filter.Empty) filter;
    return "(" + empty.column() + (empty.wanted() ? " IS NULL)" : " IS NOT NULL)");
  }

  private static String joined(List<Filter> filters, String word, String none) {
    return filters.isEmpty()
        ? none
        : filters.stream().map(FilterText::sql).collect(Collectors.joining(word, "(", ")"));
  }

  private static String sign(Filter.Operator operator) {
    return switch (operator) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case LESS -> "<";
      case AT_MOST -> "<=";
      case GREATER -> ">";
      case AT_LEAST -> ">=";
    };
  }

  private static String literal(Object value) {
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : "'" + value.toString().replace("'", "''") + "'";
  }
}
