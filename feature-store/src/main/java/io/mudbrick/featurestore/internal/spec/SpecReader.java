package io.mudbrick.featurestore.internal.spec;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.Computed;
import io.mudbrick.featurestore.FeatureSpec.Declared;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.FeatureSpec.Table;
import io.mudbrick.featurestore.PlanMode;
import io.mudbrick.featurestore.internal.PlanErrors;
import io.mudbrick.featurestore.internal.view.FeatureJson;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.platform.PlatformException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads {@code feature_spec.yaml}. The file comes with a model from anywhere, so size, depth and
 * aliases are limited, unknown keys are passed over, and what the lookups need must be there.
 */
final class SpecReader {
  private static final int MAX_CHARS = 4 << 20;

  private final String yaml;
  private final Map<String, @Nullable Duration> windows = new HashMap<>();

  SpecReader(String yaml) {
    this.yaml = yaml;
  }

  FeatureSpec read() {
    Map<?, ?> root = map(load(), "the file");
    List<Table> tables = new ArrayList<>();
    for (Map.Entry<String, Map<?, ?>> entry : entries(root, "input_tables")) {
      tables.add(table(entry.getKey(), entry.getValue()));
    }
    List<SpecColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, Map<?, ?>> entry : entries(root, "input_columns")) {
      if (!names.add(entry.getKey())) {
        throw PlanErrors.badSpec("column '" + entry.getKey() + "' stands twice");
      }
      columns.add(column(entry.getKey(), entry.getValue()));
    }
    return new FeatureSpec(columns, tables, mode(root.get("mode")));
  }

  private static PlanMode mode(@Nullable Object name) {
    for (PlanMode mode : PlanMode.values()) {
      if (name == null || mode.name().equalsIgnoreCase(name.toString())) {
        return mode;
      }
    }
    throw PlanErrors.badSpec("'" + name + "' is no mode");
  }

  private @Nullable Object load() {
    if (yaml.length() > MAX_CHARS) {
      throw PlanErrors.badSpec("it is larger than " + MAX_CHARS + " characters");
    }
    try {
      return new Load(
              LoadSettings.builder()
                  .setSchema(new CoreSchema())
                  .setAllowDuplicateKeys(false)
                  .setMaxAliasesForCollections(0)
                  .setCodePointLimit(MAX_CHARS)
                  .build())
          .loadFromString(yaml);
    } catch (YamlEngineException | StackOverflowError e) {
      throw PlanErrors.badSpec("it is no YAML that could be read", e);
    }
  }

  private Table table(String name, Map<?, ?> entry) {
    Object window = entry.get("lookback_window");
    windows.put(name, window == null ? null : window(window));
    Object version = entry.get("version");
    return new Table(
        name,
        entry.get("table_id") == null ? "" : String.valueOf(entry.get("table_id")),
        version instanceof Number number ? number.longValue() : Table.UNKNOWN_VERSION);
  }

  private SpecColumn column(String name, Map<?, ?> entry) {
    Object type = entry.get("data_type");
    ColumnType columnType = ColumnType.parse(type == null ? "" : type.toString());
    boolean include = !Boolean.FALSE.equals(entry.get("include"));
    String source = String.valueOf(entry.get("source"));
    if (source.equals(SpecYaml.SENT)) {
      return new Sent(name, columnType, include);
    }
    if (source.startsWith("on_demand")) {
      return new Computed(
          name, columnType, include, text(entry, "udf_name", name), bindings(name, entry));
    }
    if (source.equals(SpecYaml.DECLARED)) {
      return declared(name, columnType, include, entry);
    }
    if (!source.equals(SpecYaml.LOOKED_UP)) {
      throw PlanErrors.badSpec("column '" + name + "' has the source '" + source + "'");
    }
    String table = text(entry, "table_name", name);
    if (!windows.containsKey(table)) {
      throw PlanErrors.badSpec("table '" + table + "' is not among the input_tables");
    }
    List<String> timestamp = texts(entry.get("timestamp_lookup_key"));
    Object window = entry.get("lookback_window");
    Object value = entry.get("default_value");
    return new LookedUp(
        name,
        columnType,
        include,
        table,
        text(entry, "feature_name", name),
        texts(entry.get("lookup_key")),
        timestamp.isEmpty() ? null : timestamp.get(0),
        window == null ? windows.get(table) : window(window),
        value == null ? null : defaultValue(name, columnType, value));
  }

  private static Declared declared(String name, ColumnType type, boolean include, Map<?, ?> entry) {
    Object fullName = entry.get("feature_name");
    Feature feature;
    try {
      feature = FeatureJson.read(map(entry.get("definition"), "column '" + name + "'"));
    } catch (PlatformException e) {
      throw PlanErrors.badSpec("column '" + name + "': " + e.getMessage(), e);
    }
    if (!(feature.source() instanceof TableSource)) {
      throw PlanErrors.badSpec("column '" + name + "' is not of a table");
    }
    return new Declared(name, type, include, fullName == null ? null : text(fullName), feature);
  }

  /** A list of pairs, as the form has it, or a mapping. */
  private static Map<String, String> bindings(String column, Map<?, ?> entry) {
    Map<String, String> bindings = new LinkedHashMap<>();
    Object given = entry.get("input_bindings");
    if (given instanceof Map<?, ?> map) {
      map.forEach((parameter, bound) -> bindings.put(text(parameter), text(bound)));
    } else if (given instanceof List<?> list) {
      for (Object item : list) {
        Map<?, ?> pair = map(item, "a binding of column '" + column + "'");
        bindings.put(text(pair, "parameter", column), text(pair, "bound_to", column));
      }
    }
    return bindings;
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }

  private static Object defaultValue(String name, ColumnType type, Object value) {
    try {
      return SpecValues.ofYaml(Column.of(name, type), value);
    } catch (DateTimeException | NumberFormatException e) {
      throw PlanErrors.badSpec("column '" + name + "' has a default of another type", e);
    }
  }

  private static Duration window(Object seconds) {
    if (seconds instanceof Number number && number.doubleValue() >= 0) {
      return Duration.ofNanos(Math.round(number.doubleValue() * 1e9));
    }
    throw PlanErrors.badSpec("a lookback_window is not a number of seconds");
  }

  /** A list of maps with one key each, as the form writes ordered maps. */
  private static List<Map.Entry<String, Map<?, ?>>> entries(Map<?, ?> root, String key) {
    List<Map.Entry<String, Map<?, ?>>> entries = new ArrayList<>();
    if (root.get(key) instanceof List<?> list) {
      for (Object item : list) {
        map(item, key)
            .forEach(
                (name, value) -> entries.add(Map.entry(String.valueOf(name), map(value, key))));
      }
    }
    return entries;
  }

  private static Map<?, ?> map(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw PlanErrors.badSpec(what + " is not a mapping");
  }

  private static String text(Map<?, ?> entry, String key, String column) {
    if (entry.get(key) instanceof String text) {
      return text;
    }
    throw PlanErrors.badSpec("column '" + column + "' has no " + key);
  }

  private static List<String> texts(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(value.toString());
  }
}
