package io.mudbrick.featurestore.internal.view;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.Aggregate.Kind;
import io.mudbrick.featurestore.view.Aggregation;
import io.mudbrick.featurestore.view.ColumnSelection;
import io.mudbrick.featurestore.view.Computation;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource;
import io.mudbrick.featurestore.view.FeatureSource.RequestSource;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.featurestore.view.TimeWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A feature as JSON, as {@code /api/2.0/feature-engineering/features} has it; kept so in the
 * database and in {@code feature_spec.yaml}, too.
 */
public final class FeatureJson {
  private static final Set<String> NOT_OFFERED =
      Set.of("first_n", "last_n", "first_distinct", "last_distinct", "custom_udf");
  private static final String COUNT = "count_function";

  private FeatureJson() {}

  public static Map<String, Object> write(Feature feature) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", feature.name());
    json.put("source", source(feature.source()));
    if (!feature.entity().isEmpty()) {
      List<Object> entities = new ArrayList<>();
      feature.entity().forEach(column -> entities.add(Map.of("name", column)));
      json.put("entities", entities);
    }
    String time = feature.timeseriesColumn();
    if (time != null) {
      json.put("timeseries_column", Map.of("name", time));
    }
    json.put("function", function(feature.computation()));
    String description = feature.description();
    if (description != null) {
      json.put("description", description);
    }
    return json;
  }

  private static Map<String, Object> source(FeatureSource source) {
    if (source instanceof RequestSource request) {
      List<Object> fields = new ArrayList<>();
      for (Column column : request.columns()) {
        fields.add(
            Map.of(
                "name", column.name(),
                "data_type", column.type().deltaName().toUpperCase(Locale.ROOT)));
      }
      return Map.of("request_source", Map.of("flat_schema", Map.of("fields", fields)));
    }
    TableSource table = (TableSource) source;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("full_name", table.table());
    String filter = table.filter();
    if (filter != null) {
      json.put("filter_condition", filter);
    }
    return Map.of("delta_table_source", json);
  }

  private static Map<String, Object> function(Computation computation) {
    if (!(computation instanceof Aggregation aggregation)) {
      return Map.of("column_selection", Map.of("column", computation.input()));
    }
    Aggregate function = aggregation.function();
    Map<String, Object> operator = new LinkedHashMap<>();
    operator.put("input", function.input());
    Double argument = function.argument();
    if (argument != null) {
      operator.put(
          function.kind() == Kind.APPROX_PERCENTILE ? "percentile" : "relative_sd", argument);
    }
    Long accuracy = function.accuracy();
    if (accuracy != null) {
      operator.put("accuracy", accuracy);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(function.kind() == Kind.COUNT ? COUNT : function.kind().word(), operator);
    json.put("time_window", WindowJson.write(aggregation.window()));
    return Map.of("aggregation_function", json);
  }

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it is none, or has
   *     a source or a function that is not offered
   */
  public static Feature read(Map<?, ?> json) {
    Map<?, ?> source = map(json.get("source"), "its source");
    Map<?, ?> function = map(json.get("function"), "its function");
    List<String> entity = new ArrayList<>();
    if (json.get("entities") instanceof List<?> list) {
      list.forEach(each -> entity.add(text(map(each, "an entity"), "name")));
    }
    Object time = json.get("timeseries_column");
    Computation computation = computation(function);
    Object name = json.get("name");
    Object description = json.get("description");
    return new Feature(
        name == null ? Feature.defaultName(computation) : String.valueOf(name),
        source(source),
        entity,
        time == null ? null : text(map(time, "its timeseries_column"), "name"),
        computation,
        description == null ? null : String.valueOf(description));
  }

  private static FeatureSource source(Map<?, ?> json) {
    if (json.get("delta_table_source") instanceof Map<?, ?> table) {
      if (table.get("transformation_sql") != null) {
        throw ViewErrors.notOffered("a transformation_sql");
      }
      return new TableSource(text(table, "full_name"), optional(table, "filter_condition"));
    }
    if (json.get("request_source") instanceof Map<?, ?> request) {
      Map<?, ?> schema = map(request.get("flat_schema"), "the schema of its request_source");
      List<Column> columns = new ArrayList<>();
      if (schema.get("fields") instanceof List<?> fields) {
        for (Object each : fields) {
          Map<?, ?> field = map(each, "a field of its request_source");
          columns.add(Column.of(text(field, "name"), ColumnType.parse(text(field, "data_type"))));
        }
      }
      return new RequestSource(columns);
    }
    throw ViewErrors.notOffered("a source other than a Delta table or a request");
  }

  private static Computation computation(Map<?, ?> json) {
    if (json.get("column_selection") instanceof Map<?, ?> selection) {
      return new ColumnSelection(text(selection, "column"));
    }
    Map<?, ?> aggregation = map(json.get("aggregation_function"), "its aggregation_function");
    for (Kind kind : Kind.values()) {
      if (aggregation.get(kind == Kind.COUNT ? COUNT : kind.word()) instanceof Map<?, ?> operator) {
        TimeWindow window = WindowJson.read(map(aggregation.get("time_window"), "its time_window"));
        return new Aggregation(aggregate(kind, operator), window);
      }
    }
    for (String other : NOT_OFFERED) {
      if (aggregation.containsKey(other)) {
        throw ViewErrors.notOffered("the function " + other);
      }
    }
    throw ViewErrors.badJson("its aggregation_function names no function");
  }

  private static Aggregate aggregate(Kind kind, Map<?, ?> operator) {
    Object argument = operator.get(kind == Kind.APPROX_PERCENTILE ? "percentile" : "relative_sd");
    return new Aggregate(
        kind,
        text(operator, "input"),
        argument instanceof Number number ? number.doubleValue() : null,
        operator.get("accuracy") instanceof Number number ? number.longValue() : null);
  }

  static Map<?, ?> map(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw ViewErrors.badJson(what + " is missing");
  }

  private static String text(Map<?, ?> json, String key) {
    if (json.get(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw ViewErrors.badJson("a " + key + " is missing");
  }

  private static @Nullable String optional(Map<?, ?> json, String key) {
    return json.get(key) instanceof String text && !text.isBlank() ? text : null;
  }
}
