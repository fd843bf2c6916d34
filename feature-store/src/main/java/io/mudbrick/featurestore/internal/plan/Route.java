package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a plan does for rows that bring certain columns: what they bring is neither looked up nor
 * computed, and what only that needed is not either.
 *
 * @param inputs the columns that rows must bring for it, by name
 */
record Route(List<Fetch> fetches, List<Call> calls, Map<String, Column> inputs) {

  /**
   * A step and what of it is wanted.
   *
   * @param features the columns of the table, in the order of {@code outputs}
   * @param places where the outputs stand in the spec
   */
  record Fetch(Step step, List<LookedUp> outputs, List<String> features, int[] places) {}

  /**
   * @param calls in an order in which each has its inputs
   * @param sent names of the spec's columns
   */
  static Route of(
      FeatureSpec spec,
      Places places,
      List<Step> steps,
      List<Call> calls,
      Collection<String> sent) {
    Map<String, SpecColumn> columns = new LinkedHashMap<>();
    Set<String> wanted = new HashSet<>();
    for (SpecColumn column : spec.columns()) {
      columns.put(column.name(), column);
      if (column.include() && !(column instanceof Sent) && !sent.contains(column.name())) {
        wanted.add(column.name());
      }
    }
    List<Call> running = new ArrayList<>();
    Map<String, Column> inputs = new LinkedHashMap<>();
    for (int i = calls.size() - 1; i >= 0; i--) {
      Call call = calls.get(i);
      if (wanted.contains(call.output().name())) {
        running.add(0, call);
        for (String name : call.inputs()) {
          SpecColumn input = columns.get(name);
          if (input != null && !(input instanceof Sent)) {
            if (!sent.contains(name)) {
              wanted.add(name);
              continue;
            }
          }
          if (input != null) {
            inputs.put(name, Column.of(name, input.type()));
          }
        }
      }
    }
    List<Fetch> fetches = new ArrayList<>();
    for (Step step : steps) {
      List<LookedUp> outputs =
          step.outputs().stream().filter(output -> wanted.contains(output.name())).toList();
      if (!outputs.isEmpty()) {
        fetches.add(
            new Fetch(
                step,
                outputs,
                outputs.stream().map(LookedUp::feature).toList(),
                outputs.stream().mapToInt(output -> places.of(output.name())).toArray()));
        step.inputs().forEach(input -> inputs.put(input.name(), input));
      }
    }
    return new Route(List.copyOf(fetches), List.copyOf(running), inputs);
  }
}
