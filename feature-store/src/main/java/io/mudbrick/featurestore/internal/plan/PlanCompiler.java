package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.ColumnFunction;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.Computed;
import io.mudbrick.featurestore.FeatureSpec.Declared;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.PlanMode;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.FunctionErrors;
import io.mudbrick.featurestore.internal.PlanErrors;
import io.mudbrick.featurestore.internal.join.BoundTable;
import io.mudbrick.featurestore.internal.join.TableIndex;
import io.mudbrick.featurestore.internal.spec.CallOrder;
import io.mudbrick.featurestore.internal.view.Served;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.platform.model.InputResolver.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns a spec into steps and calls. */
final class PlanCompiler {

  /** Finds the tables and functions of the spec. */
  interface Binder {
    /**
     * @param features the columns that will be fetched
     */
    BoundTable bind(FeatureSpec.Table table, Set<String> features);

    /** Where a feature is found. */
    Served place(Declared feature);

    /**
     * @param group features with the same source, entity, time and place
     */
    BoundTable bind(FeatureSpec.Table source, List<Declared> group);

    ColumnFunction function(String name);
  }

  /** What lookups must share to be made by one fetch. */
  private record StepKey(
      String table, List<String> key, @Nullable String time, @Nullable Duration window) {}

  private final FeatureSpec spec;
  private final Source source;
  private final Binder binder;
  private final Map<String, BoundTable> tables = new LinkedHashMap<>();

  PlanCompiler(FeatureSpec spec, Source source, Binder binder) {
    this.spec = spec;
    this.source = source;
    this.binder = binder;
  }

  CompiledPlan compile() {
    List<Computed> order = CallOrder.of(spec.columns());
    Set<String> taken = taken(order);
    Map<String, Set<String>> features = new LinkedHashMap<>();
    Map<StepKey, List<LookedUp>> groups = new LinkedHashMap<>();
    for (SpecColumn column : spec.columns()) {
      if (column instanceof LookedUp lookup && taken.contains(lookup.name())) {
        features.computeIfAbsent(lookup.table(), t -> new TreeSet<>()).add(lookup.feature());
        StepKey key =
            new StepKey(
                lookup.table(),
                lookup.lookupKey(),
                lookup.timestampLookupKey(),
                lookup.lookbackWindow());
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(lookup);
      }
    }
    List<Call> calls = new ArrayList<>();
    for (Computed computed : order) {
      if (taken.contains(computed.name())) {
        calls.add(call(computed));
      }
    }
    for (FeatureSpec.Table table : spec.tables()) {
      Set<String> wanted = features.get(table.name());
      if (wanted != null) {
        tables.put(table.name(), binder.bind(table, wanted));
      }
    }
    List<Step> steps = new ArrayList<>();
    groups.forEach((key, outputs) -> steps.add(step(key, outputs)));
    declared(taken).forEach((key, group) -> steps.add(step(key, group)));
    return new CompiledPlan(spec, source, steps, calls);
  }

  /** What features must share to be computed together. */
  private record SourceKey(
      FeatureSource source, List<String> entity, @Nullable String time, String place) {}

  private Map<SourceKey, List<Declared>> declared(Set<String> taken) {
    Map<SourceKey, List<Declared>> groups = new LinkedHashMap<>();
    for (SpecColumn column : spec.columns()) {
      if (column instanceof Declared one && taken.contains(one.name())) {
        Feature feature = one.feature();
        SourceKey key =
            new SourceKey(
                feature.source(),
                feature.entity(),
                feature.timeseriesColumn(),
                binder.place(one).table());
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(one);
      }
    }
    return groups;
  }

  private Step step(SourceKey key, List<Declared> group) {
    String name = ((TableSource) key.source()).table();
    FeatureSpec.Table source =
        spec.tables().stream()
            .filter(table -> table.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> PlanErrors.badSpec("table '" + name + "' is not among the input_tables"));
    BoundTable table = binder.bind(source, group);
    List<LookedUp> outputs = new ArrayList<>();
    for (Declared one : group) {
      Column feature = table.features().column(binder.place(one).column());
      if (!feature.type().equals(one.type())) {
        throw PlanErrors.featureChanged(name, feature, one.type());
      }
      outputs.add(
          new LookedUp(
              one.name(),
              one.type(),
              one.include(),
              name,
              feature.name(),
              key.entity(),
              key.time(),
              null,
              null));
    }
    List<Column> keys = new ArrayList<>();
    for (int i = 0; i < key.entity().size(); i++) {
      keys.add(Column.of(key.entity().get(i), table.keys().get(i).type()));
    }
    Column time = table.time();
    return new Step(
        name,
        table,
        keys,
        time == null || key.time() == null ? null : Column.of(key.time(), time.type()),
        time == null && spec.mode() == PlanMode.STRICT ? bound(key.time()) : null,
        TableIndex.UNBOUNDED,
        List.copyOf(outputs));
  }

  /** What is included, and what that is computed from: nothing else is fetched. */
  private Set<String> taken(List<Computed> order) {
    Set<String> taken = new TreeSet<>();
    spec.columns().stream().filter(SpecColumn::include).forEach(c -> taken.add(c.name()));
    for (int i = order.size() - 1; i >= 0; i--) {
      if (taken.contains(order.get(i).name())) {
        taken.addAll(order.get(i).inputs().values());
      }
    }
    return taken;
  }

  private Call call(Computed computed) {
    ColumnFunction function = binder.function(computed.function());
    List<String> inputs = new ArrayList<>();
    for (FunctionSpec.Parameter parameter : function.info().spec().parameters()) {
      String column = computed.inputs().get(parameter.name());
      if (column == null) {
        throw FunctionErrors.unbound(computed.function(), parameter.name());
      }
      inputs.add(column);
    }
    if (inputs.size() != computed.inputs().size()) {
      throw FunctionErrors.arity(computed.function(), inputs.size(), computed.inputs().size());
    }
    if (!function.returns().equals(computed.type())) {
      throw FunctionErrors.changed(computed, function.returns());
    }
    return new Call(computed, function, List.copyOf(inputs));
  }

  private Step step(StepKey key, List<LookedUp> outputs) {
    BoundTable table = tables.get(key.table());
    if (table == null) {
      throw PlanErrors.badSpec("table '" + key.table() + "' is not among the input_tables");
    }
    for (LookedUp output : outputs) {
      Column feature = table.features().column(output.feature());
      if (!feature.type().equals(output.type())) {
        throw PlanErrors.featureChanged(key.table(), feature, output.type());
      }
    }
    if (key.key().size() != table.keys().size()) {
      throw FeatureStoreErrors.lookupKeyCount(key.table(), table.keys(), key.key());
    }
    List<Column> keys = new ArrayList<>();
    for (int i = 0; i < key.key().size(); i++) {
      keys.add(Column.of(key.key().get(i), table.keys().get(i).type()));
    }
    Column time = table.time();
    if (time != null && key.time() == null) {
      throw FeatureStoreErrors.timestampKeyRequired(key.table());
    }
    return new Step(
        key.table(),
        table,
        keys,
        time == null || key.time() == null ? null : Column.of(key.time(), time.type()),
        time == null && spec.mode() == PlanMode.STRICT ? bound(key.time()) : null,
        key.window() == null ? TableIndex.UNBOUNDED : micros(key.window()),
        List.copyOf(outputs));
  }

  private @Nullable Column bound(@Nullable String time) {
    if (time == null) {
      return null;
    }
    return spec.columns().stream()
        .filter(column -> column.name().equals(time))
        .findFirst()
        .map(column -> Column.of(time, column.type()))
        .orElse(Column.of(time, ColumnType.TIMESTAMP));
  }

  private static long micros(Duration window) {
    try {
      return Math.addExact(
          Math.multiplyExact(window.getSeconds(), 1_000_000L), window.getNano() / 1_000);
    } catch (ArithmeticException e) {
      return TableIndex.UNBOUNDED;
    }
  }
}
