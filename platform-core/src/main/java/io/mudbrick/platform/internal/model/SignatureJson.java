package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.FieldType;
import io.mudbrick.platform.model.ParamSpec;
import io.mudbrick.platform.model.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MLflow's JSON of schemas and parameters, the strings inside an MLmodel's signature. */
public final class SignatureJson {
  private static final int MAX_NESTING = 16;

  private SignatureJson() {}

  public static String write(Schema schema) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (Field field : schema.fields()) {
      ObjectNode node = list.addObject();
      writeType(node, field.type());
      if (field.name() != null) {
        node.put("name", field.name());
      }
      if (!(field.type() instanceof FieldType.Tensor)) {
        node.put("required", field.required());
      }
    }
    return Json.print(list);
  }

  static String writeParams(List<ParamSpec> params) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (ParamSpec param : params) {
      ObjectNode node = list.addObject();
      node.put("name", param.name()).put("type", param.type().wireName());
      node.set("default", Json.MAPPER.valueToTree(param.defaultValue()));
      if (param.list()) {
        node.putArray("shape").add(-1);
      } else {
        node.putNull("shape");
      }
    }
    return Json.print(list);
  }

  public static Schema readSchema(String json) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode node : list(json)) {
      JsonNode name = node.get("name");
      JsonNode required = node.get("required");
      fields.add(
          new Field(
              name == null || name.isNull() ? null : name.asText(),
              readType(node, 0),
              required == null || required.asBoolean(true)));
    }
    return new Schema(fields);
  }

  static List<ParamSpec> readParams(String json) {
    List<ParamSpec> params = new ArrayList<>();
    for (JsonNode node : list(json)) {
      String type = node.path("type").asText(node.path("dtype").asText(""));
      JsonNode fallback = node.get("default");
      params.add(
          new ParamSpec(
              node.path("name").asText(""),
              scalar(type),
              fallback == null ? null : Json.toJava(fallback),
              node.path("shape").isArray()));
    }
    return params;
  }

  private static JsonNode list(String json) {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw ModelErrors.badSignature(e.getOriginalMessage());
    }
    if (node == null || !node.isArray()) {
      throw ModelErrors.badSignature("it is not a list");
    }
    for (JsonNode item : node) {
      if (!item.isObject()) {
        throw ModelErrors.badSignature("a field is not an object");
      }
    }
    return node;
  }

  private static void writeType(ObjectNode node, FieldType type) {
    if (type instanceof FieldType.Scalar scalar) {
      node.put("type", scalar.type().wireName());
    } else if (type instanceof FieldType.ArrayOf array) {
      writeType(node.put("type", "array").putObject("items"), array.items());
    } else if (type instanceof FieldType.MapOf map) {
      writeType(node.put("type", "map").putObject("values"), map.values());
    } else if (type instanceof FieldType.Struct struct) {
      ObjectNode properties = node.put("type", "object").putObject("properties");
      struct
          .properties()
          .forEach(
              (name, property) -> {
                ObjectNode item = properties.putObject(name);
                writeType(item, property.type());
                item.put("required", property.required());
              });
    } else if (type instanceof FieldType.Tensor tensor) {
      ObjectNode spec = node.put("type", "tensor").putObject("tensor-spec");
      spec.put("dtype", tensor.dtype());
      tensor.shape().forEach(spec.putArray("shape")::add);
    } else {
      node.put("type", "any");
    }
  }

  private static FieldType readType(@Nullable JsonNode node, int depth) {
    if (node == null || !node.path("type").isTextual()) {
      throw ModelErrors.badSignature("a field has no type");
    }
    if (depth > MAX_NESTING) {
      throw ModelErrors.badSignature("types nest deeper than " + MAX_NESTING);
    }
    String type = node.path("type").textValue();
    return switch (type) {
      case "array" -> new FieldType.ArrayOf(readType(node.get("items"), depth + 1));
      case "map" -> new FieldType.MapOf(readType(node.get("values"), depth + 1));
      case "object" -> {
        Map<String, FieldType.Property> properties = new LinkedHashMap<>();
        node.path("properties")
            .properties()
            .forEach(
                entry ->
                    properties.put(
                        entry.getKey(),
                        new FieldType.Property(
                            readType(entry.getValue(), depth + 1),
                            entry.getValue().path("required").asBoolean(true))));
        yield new FieldType.Struct(properties);
      }
      case "tensor" -> {
        JsonNode spec = node.path("tensor-spec");
        List<Integer> shape = new ArrayList<>();
        spec.path("shape").forEach(extent -> shape.add(extent.asInt()));
        yield new FieldType.Tensor(spec.path("dtype").asText(""), shape);
      }
      case "any", "sparkml_vector" -> new FieldType.Any();
      default -> new FieldType.Scalar(scalar(type));
    };
  }

  private static DataType scalar(String name) {
    DataType type = DataType.ofWireName(name);
    if (type == null) {
      throw ModelErrors.badSignature("there is no type '" + name + "'");
    }
    return type;
  }
}
