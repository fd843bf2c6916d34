package io.mudbrick.registry.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.registry.ModelUri;
import io.mudbrick.registry.RegistryErrors;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the commands ask the server, and how they read its answers. */
final class Wires {
  static final String MLFLOW = "/api/2.0/mlflow/";
  static final String REGISTRY = "/api/2.0/mudbrick/registry/";

  private Wires() {}

  static Map<String, Object> model(Connection connection, String name) {
    return map(connection.get(MLFLOW + "registered-models/get", "name", name), "registered_model");
  }

  /** The version that {@code c.s.m/3}, {@code c.s.m@champion} or {@code c.s.m/latest} names. */
  static Map<String, Object> version(Connection connection, String uri) {
    ModelUri parsed = parse(uri);
    Long number = parsed.version();
    if (number != null) {
      return map(
          connection.get(
              MLFLOW + "model-versions/get", "name", parsed.model(), "version", number.toString()),
          "model_version");
    }
    String alias = parsed.alias();
    if (alias == null && !parsed.latest()) {
      throw RegistryErrors.badModelUri(uri);
    }
    return map(
        connection.get(
            MLFLOW + "registered-models/alias",
            "name",
            parsed.model(),
            "alias",
            alias == null ? "latest" : alias),
        "model_version");
  }

  /** Whether the text names a version rather than a model. */
  static boolean namesVersion(String text) {
    return text.indexOf('/') >= 0 || text.indexOf('@') >= 0;
  }

  static ModelUri parse(String text) {
    return ModelUri.parse(uri(text));
  }

  /** With the scheme, which people leave out. */
  static String uri(String text) {
    return text.startsWith("models:/") ? text : "models:/" + text;
  }

  /** Creates a model unless there is one. */
  static void ensureModel(Connection connection, String name) {
    try {
      connection.post(MLFLOW + "registered-models/create", Map.of("name", name));
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.RESOURCE_ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Map<String, Object> of, String field) {
    Object value = of.get(field);
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  /** {@code [{key, value}]} as a map. */
  static Map<String, Object> tags(@Nullable Object list) {
    return byKey(list, "key", "value");
  }

  static Map<String, Object> byKey(@Nullable Object list, String key, String value) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map<String, Object> item : Connection.maps(list)) {
      map.put(Objects.toString(item.get(key)), Objects.toString(item.get(value), ""));
    }
    return map;
  }

  static String text(Map<String, Object> map) {
    return map.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", "));
  }

  static String time(@Nullable Object millis) {
    return millis instanceof Number number
        ? Instant.ofEpochMilli(number.longValue()).toString()
        : "";
  }

  /** {@code KEY=VALUE} as MLflow's tags. */
  static List<Map<String, String>> pairs(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Map.of("key", tag.getKey(), "value", tag.getValue()))
        .toList();
  }
}
