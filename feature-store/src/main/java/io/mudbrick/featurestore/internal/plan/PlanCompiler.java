package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.join.BoundTable;
import io.mudbrick.featurestore.internal.join.TableIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns a spec into steps. */
final class PlanCompiler {

  /** Finds a table of the spec, offline or online. */
  @FunctionalInterface
  interface Binder {
    /**
     * @param features the columns that will be fetched
     */
    BoundTable bind(FeatureSpec.Table table, Set<String> features);
  }

  /** What lookups must share to be made by one fetch. */
  private record StepKey(
      String table, List<String> key, @Nullable String time, @Nullable Duration window) {}

  private PlanCompiler() {}

  static CompiledPlan compile(FeatureSpec spec, Binder binder) {
    Map<String, Set<String>> features = new LinkedHashMap<>();
    Map<StepKey, List<LookedUp>> groups = new LinkedHashMap<>();
    for (FeatureSpec.SpecColumn column : spec.columns()) {
      // Nothing can depend on a column that is not included, so it is not fetched.
      if (column instanceof LookedUp lookup && lookup.include()) {
        features.computeIfAbsent(lookup.table(), t -> new TreeSet<>()).add(lookup.feature());
        groups
            .computeIfAbsent(
                new StepKey(
                    lookup.table(),
                    lookup.lookupKey(),
                    lookup.timestampLookupKey(),
                    lookup.lookbackWindow()),
                k -> new ArrayList<>())
            .add(lookup);
      }
    }
    Map<String, BoundTable> tables = new LinkedHashMap<>();
    for (FeatureSpec.Table table : spec.tables()) {
      Set<String> wanted = features.get(table.name());
      if (wanted != null) {
        tables.put(table.name(), binder.bind(table, wanted));
      }
    }
    List<CompiledPlan.Step> steps = new ArrayList<>();
    groups.forEach((key, outputs) -> steps.add(step(key, outputs, tables)));
    return new CompiledPlan(spec, steps);
  }

  private static CompiledPlan.Step step(
      StepKey key, List<LookedUp> outputs, Map<String, BoundTable> tables) {
    BoundTable table = tables.get(key.table());
    if (table == null) {
      throw FeatureStoreErrors.badSpec("table '" + key.table() + "' is not among the input_tables");
    }
    for (LookedUp output : outputs) {
      Column feature = table.features().column(output.feature());
      if (!feature.type().equals(output.type())) {
        throw FeatureStoreErrors.featureChanged(key.table(), feature, output.type());
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
    return new CompiledPlan.Step(
        table,
        keys,
        time == null || key.time() == null ? null : Column.of(key.time(), time.type()),
        key.window() == null ? TableIndex.UNBOUNDED : micros(key.window()),
        outputs);
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
