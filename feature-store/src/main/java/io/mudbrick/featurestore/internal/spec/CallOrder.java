package io.mudbrick.featurestore.internal.spec;

import io.mudbrick.featurestore.FeatureSpec.Computed;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.internal.FunctionErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order in which computed columns have what they are computed from. */
public final class CallOrder {
  /** As in the product. */
  private static final int MOST_FUNCTIONS = 100;

  private final Map<String, Computed> computed = new LinkedHashMap<>();
  private final List<Computed> order = new ArrayList<>();
  private final Set<String> open = new LinkedHashSet<>();

  private CallOrder() {}

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when one is computed
   *     from itself, directly or through others
   */
  public static List<Computed> of(List<? extends SpecColumn> columns) {
    CallOrder calls = new CallOrder();
    for (SpecColumn column : columns) {
      if (column instanceof Computed one) {
        calls.computed.put(one.name(), one);
      }
    }
    if (calls.computed.size() > MOST_FUNCTIONS) {
      throw FunctionErrors.tooMany("feature functions", MOST_FUNCTIONS, calls.computed.size());
    }
    calls.computed.values().forEach(calls::visit);
    return calls.order;
  }

  private void visit(Computed column) {
    if (order.contains(column)) {
      return;
    }
    if (!open.add(column.name())) {
      List<String> cycle = new ArrayList<>(open);
      cycle = new ArrayList<>(cycle.subList(cycle.indexOf(column.name()), cycle.size()));
      cycle.add(column.name());
      throw FunctionErrors.cycle(cycle);
    }
    for (String input : column.inputs().values()) {
      Computed before = computed.get(input);
      if (before != null) {
        visit(before);
      }
    }
    open.remove(column.name());
    order.add(column);
  }
}
