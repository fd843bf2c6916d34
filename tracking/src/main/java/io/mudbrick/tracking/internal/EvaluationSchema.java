package io.mudbrick.tracking.internal;

import io.mudbrick.tracking.NewEvaluationRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schema of an evaluation dataset: the type of each field when it was first seen. */
final class EvaluationSchema {
  private static final String INPUTS = "inputs";
  private static final String OUTPUTS = "outputs";
  private static final String EXPECTATIONS = "expectations";

  private final Map<String, @Nullable Object> parts = new LinkedHashMap<>();

  private EvaluationSchema() {}

  /** The schema that follows from the old one and more records. */
  static @Nullable String grown(@Nullable String old, List<NewEvaluationRecord> records) {
    if (old == null && records.isEmpty()) {
      return null;
    }
    EvaluationSchema schema = new EvaluationSchema();
    schema.parts.put(INPUTS, Map.of());
    schema.parts.put(OUTPUTS, Map.of());
    schema.parts.put(EXPECTATIONS, Map.of());
    schema.parts.put("version", "1.0");
    if (old != null) {
      schema.parts.putAll(FreeJson.object("schema", FreeJson.read("schema", old)));
    }
    records.forEach(schema::take);
    return FreeJson.write(schema.parts);
  }

  private void take(NewEvaluationRecord record) {
    add(INPUTS, record.inputs());
    if (record.outputs() instanceof Map<?, ?> outputs) {
      add(OUTPUTS, outputs);
    } else if (record.outputs() != null && Map.of().equals(parts.get(OUTPUTS))) {
      parts.put(OUTPUTS, type(record.outputs()));
    }
    if (record.expectations() != null) {
      add(EXPECTATIONS, record.expectations());
    }
  }

  private void add(String part, Map<?, ?> values) {
    // Outputs that were no objects at first have but one type, and keep it.
    if (parts.get(part) instanceof Map<?, ?> known) {
      Map<Object, @Nullable Object> types = new LinkedHashMap<>(known);
      values.forEach((key, value) -> types.putIfAbsent(key, type(value)));
      parts.put(part, types);
    }
  }

  private static String type(@Nullable Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Boolean) {
      return "boolean";
    } else if (value instanceof Double || value instanceof Float) {
      return "float";
    } else if (value instanceof Number) {
      return "integer";
    } else if (value instanceof String) {
      return "string";
    } else if (value instanceof List) {
      return "array";
    } else {
      return "object";
    }
  }
}
