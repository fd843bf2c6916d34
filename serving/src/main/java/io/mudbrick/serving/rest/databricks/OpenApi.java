package io.mudbrick.serving.rest.databricks;

import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.FieldType;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An endpoint described as OpenAPI 3.1, from the signatures of its models. */
final class OpenApi {
  private OpenApi() {}

  /**
   * @param signatures by served entity
   */
  static Map<String, Object> of(
      String baseUrl, String endpoint, Map<String, ModelSignature> signatures) {
    Map<String, Object> paths = new LinkedHashMap<>();
    signatures.forEach(
        (entity, signature) ->
            paths.put("/served-models/" + entity + "/invocations", path(entity, signature)));
    return map(
        "openapi",
        "3.1.0",
        "info",
        map("title", endpoint, "version", "1"),
        "servers",
        List.of(map("url", baseUrl + "/serving-endpoints/" + endpoint)),
        "paths",
        paths);
  }

  private static Map<String, Object> path(String entity, ModelSignature signature) {
    Map<String, Object> body =
        map("oneOf", List.of(split(signature.inputs()), records(signature.inputs())));
    Map<String, Object> answer =
        object(map("predictions", map("type", "array")), List.of("predictions"));
    return map(
        "post",
        map(
            "operationId",
            entity,
            "requestBody",
            map("required", true, "content", map("application/json", map("schema", body))),
            "responses",
            map(
                "200",
                map(
                    "description",
                    "Successful operation",
                    "content",
                    map("application/json", map("schema", answer))))));
  }

  private static Map<String, Object> split(Schema inputs) {
    Map<String, Object> columns =
        map("type", "array", "items", map("type", "string", "enum", inputs.names()));
    Map<String, Object> data = map("type", "array", "items", map("type", "array"));
    return object(
        map(
            "dataframe_split",
            object(map("columns", columns, "data", data), List.of("columns", "data"))),
        List.of("dataframe_split"));
  }

  private static Map<String, Object> records(Schema inputs) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Field field : inputs.fields()) {
      String name = field.name();
      if (name != null) {
        properties.put(name, type(field.type()));
        if (field.required()) {
          required.add(name);
        }
      }
    }
    return object(
        map("dataframe_records", map("type", "array", "items", object(properties, required))),
        List.of("dataframe_records"));
  }

  private static Map<String, Object> type(FieldType type) {
    if (!(type instanceof FieldType.Scalar scalar)) {
      return map();
    }
    return switch (scalar.type()) {
      case BOOLEAN -> map("type", "boolean");
      case INTEGER -> map("type", "integer", "format", "int32");
      case LONG -> map("type", "integer", "format", "int64");
      case FLOAT -> map("type", "number", "format", "float");
      case DOUBLE -> map("type", "number", "format", "double");
      case STRING -> map("type", "string");
      case BINARY -> map("type", "string", "format", "byte");
      case DATETIME -> map("type", "string", "format", "date-time");
    };
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    return map("type", "object", "properties", properties, "required", required);
  }

  /** Names and values in turn, in order. */
  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
