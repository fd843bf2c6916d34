package io.mudbrick.featurestore.internal.spec;

import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.Computed;
import io.mudbrick.featurestore.FeatureSpec.Declared;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.FeatureSpec.Table;
import io.mudbrick.featurestore.PlanMode;
import io.mudbrick.featurestore.internal.view.FeatureJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes {@code feature_spec.yaml} in the form that Databricks packs with a model. */
public final class SpecYaml {
  /** The version of the form with table lookups and without declarative features. */
  static final int SERIALIZATION_VERSION = 9;

  static final String SENT = "training_data";
  static final String LOOKED_UP = "feature_store";
  static final String COMPUTED = "on_demand_feature";
  static final String DECLARED = "feature_view";

  private SpecYaml() {}

  public static FeatureSpec read(String yaml) {
    return new SpecReader(yaml).read();
  }

  public static String write(FeatureSpec spec) {
    List<Object> columns = new ArrayList<>();
    List<Computed> order = CallOrder.of(spec.columns());
    for (SpecColumn column : spec.columns()) {
      Map<String, Object> entry = column(column, spec);
      if (column instanceof Computed computed) {
        // Lookups come before all functions.
        entry.put("topological_ordering", order.indexOf(computed) + 1);
      }
      columns.add(Map.of(column.name(), entry));
    }
    List<Object> tables = new ArrayList<>();
    for (Table table : spec.tables()) {
      tables.add(Map.of(table.name(), table(table, spec)));
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("input_columns", columns);
    root.put("input_tables", tables);
    root.put("input_functions", functions(spec));
    if (spec.mode() != PlanMode.FAITHFUL) {
      root.put("mode", spec.mode().name().toLowerCase(Locale.ROOT));
    }
    root.put("serialization_version", SERIALIZATION_VERSION);
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setBestLineBreak("\n").build();
    return new Dump(settings).dumpToString(root);
  }

  private static Map<String, Object> column(SpecColumn column, FeatureSpec spec) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("data_type", column.type().sqlName());
    if (column instanceof LookedUp lookup) {
      entry.put("feature_name", lookup.feature());
      entry.put("include", lookup.include());
      // A list of its own each time: the same one twice would be written as an alias.
      entry.put("lookup_key", new ArrayList<>(lookup.lookupKey()));
      entry.put("source", LOOKED_UP);
      entry.put("table_name", lookup.table());
      String timestamp = lookup.timestampLookupKey();
      List<String> timestamps = new ArrayList<>();
      if (timestamp != null) {
        timestamps.add(timestamp);
      }
      entry.put("timestamp_lookup_key", timestamps);
      Object value = lookup.defaultValue();
      if (value != null) {
        entry.put("default_value", SpecValues.toYaml(value));
      }
      Duration window = lookup.lookbackWindow();
      if (window != null && windows(spec, lookup.table()).size() > 1) {
        entry.put("lookback_window", seconds(window));
      }
    } else if (column instanceof Sent) {
      entry.put("include", column.include());
      entry.put("source", SENT);
    } else if (column instanceof Computed computed) {
      entry.put("include", column.include());
      List<Object> bindings = new ArrayList<>();
      computed
          .inputs()
          .forEach(
              (parameter, bound) ->
                  bindings.add(new TreeMap<>(Map.of("parameter", parameter, "bound_to", bound))));
      entry.put("input_bindings", bindings);
      entry.put("source", COMPUTED);
      entry.put("udf_name", computed.function());
    } else if (column instanceof Declared declared) {
      entry.put("definition", FeatureJson.write(declared.feature()));
      String fullName = declared.fullName();
      if (fullName != null) {
        entry.put("feature_name", fullName);
      }
      entry.put("include", declared.include());
      entry.put("source", DECLARED);
    }
    return entry;
  }

  private static List<Object> functions(FeatureSpec spec) {
    Set<String> names = new LinkedHashSet<>();
    for (SpecColumn column : spec.columns()) {
      if (column instanceof Computed computed) {
        names.add(computed.function());
      }
    }
    List<Object> functions = new ArrayList<>();
    names.forEach(name -> functions.add(Map.of(name, Map.of("udf_name", name))));
    return functions;
  }

  private static Map<String, Object> table(Table table, FeatureSpec spec) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("table_id", table.id());
    if (table.version() != Table.UNKNOWN_VERSION) {
      entry.put("version", table.version());
    }
    Set<@Nullable Duration> windows = windows(spec, table.name());
    // The form knows one window a table; lookups that differ say so themselves.
    if (windows.size() == 1) {
      Duration window = windows.iterator().next();
      if (window != null) {
        entry.put("lookback_window", seconds(window));
      }
    }
    return entry;
  }

  private static Set<@Nullable Duration> windows(FeatureSpec spec, String table) {
    Set<@Nullable Duration> windows = new LinkedHashSet<>();
    for (SpecColumn column : spec.columns()) {
      if (column instanceof LookedUp lookup && Objects.equals(lookup.table(), table)) {
        windows.add(lookup.lookbackWindow());
      }
    }
    return windows;
  }

  private static double seconds(Duration window) {
    return window.toNanos() / 1e9;
  }
}
