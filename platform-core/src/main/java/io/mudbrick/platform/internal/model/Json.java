package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small helpers over Jackson for the files of a model directory. */
final class Json {
  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              // A category is a name in a preparation, and may be a long text.
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNameLength(StreamReadConstraints.DEFAULT_MAX_STRING_LEN)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  /**
   * @param what the name of the file in errors
   */
  static JsonNode parse(String what, String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node == null || node.isMissingNode()) {
        throw ModelErrors.malformed(what, "it is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw ModelErrors.malformed(what, e.getOriginalMessage(), e);
    }
  }

  static String print(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String pretty(JsonNode value) {
    return value.toPrettyString() + "\n";
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Refuses a file of another format, or of a version that is not the first. */
  static void checkFormat(String what, JsonNode root, String format) {
    if (!text(what, root, "format").equals(format) || root.path("version").asInt() != 1) {
      throw ModelErrors.malformed(what, "it is not '" + format + "' version 1");
    }
  }

  /** The member, or an error that names it. */
  static JsonNode member(String what, JsonNode object, String name) {
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      throw ModelErrors.malformed(what, "'" + name + "' is missing");
    }
    return node;
  }

  static String text(String what, JsonNode object, String name) {
    JsonNode node = member(what, object, name);
    if (!node.isTextual()) {
      throw ModelErrors.malformed(what, "'" + name + "' is not a string");
    }
    return node.textValue();
  }

  static double number(String what, JsonNode object, String name) {
    return finite(what, name, member(what, object, name));
  }

  static double finite(String what, String name, JsonNode node) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw ModelErrors.malformed(what, "'" + name + "' is not a finite number");
    }
    return node.doubleValue();
  }

  static JsonNode array(String what, JsonNode object, String name) {
    JsonNode node = member(what, object, name);
    if (!node.isArray()) {
      throw ModelErrors.malformed(what, "'" + name + "' is not a list");
    }
    return node;
  }

  static List<String> texts(String what, JsonNode object, String name) {
    List<String> out = new ArrayList<>();
    for (JsonNode item : array(what, object, name)) {
      if (!item.isTextual()) {
        throw ModelErrors.malformed(what, "'" + name + "' holds something else than strings");
      }
      out.add(item.textValue());
    }
    return out;
  }

  static double[] numbers(String what, String name, JsonNode array) {
    if (!array.isArray()) {
      throw ModelErrors.malformed(what, "'" + name + "' is not a list");
    }
    double[] out = new double[array.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = finite(what, name, array.get(i));
    }
    return out;
  }

  /** A JSON value as Java: maps, lists, strings, longs, doubles, booleans, null. */
  static @Nullable Object toJava(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.properties().forEach(entry -> map.put(entry.getKey(), toJava(entry.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>(node.size());
      node.forEach(item -> list.add(toJava(item)));
      return list;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() ? (Object) node.longValue() : (Object) node.doubleValue();
    }
    return node.isNumber() ? (Object) node.doubleValue() : null;
  }
}
