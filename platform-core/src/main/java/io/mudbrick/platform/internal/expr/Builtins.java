package io.mudbrick.platform.internal.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions and operators that every expression has. */
final class Builtins {
  /** How a call of a function becomes a node. */
  interface Builtin {
    Node bind(CallSite call);
  }

  private static final Map<String, Builtin> ALL = new HashMap<>();

  private static final Set<String> AGGREGATES =
      Set.of(
          "count",
          "sum",
          "avg",
          "mean",
          "min",
          "max",
          "first",
          "last",
          "collect_list",
          "collect_set",
          "stddev",
          "variance",
          "median",
          "approx_count_distinct",
          "any_value",
          "row_number",
          "rank",
          "lag",
          "lead");

  static {
    Operators.register(ALL);
    Conditionals.register(ALL);
    NumberFunctions.register(ALL);
    TextFunctions.register(ALL);
    PatternFunctions.register(ALL);
    DateFunctions.register(ALL);
    OtherFunctions.register(ALL);
  }

  private Builtins() {}

  static @Nullable Builtin find(List<String> name) {
    return name.size() == 1 ? ALL.get(name.get(0).toLowerCase(Locale.ROOT)) : null;
  }

  static boolean isAggregate(List<String> name) {
    return name.size() == 1 && AGGREGATES.contains(name.get(0).toLowerCase(Locale.ROOT));
  }
}
