package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnType.ArrayOf;
import io.mudbrick.catalog.delta.ColumnType.MapOf;
import io.mudbrick.catalog.delta.ColumnType.Primitive;
import io.mudbrick.catalog.delta.ColumnType.StructOf;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types as text: in SQL's words, and in the JSON of a Delta log. */
public final class TypeNames {
  private static final Pattern DECIMAL =
      Pattern.compile(
          "(?:decimal|dec|numeric)(?:\\(\\s*(\\d{1,2})\\s*(?:,\\s*(\\d{1,2})\\s*)?\\))?");
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_]+");

  private TypeNames() {}

  /** A type from either kind of text. */
  public static ColumnType parse(String text) {
    if (text.stripLeading().startsWith("{")) {
      try {
        return ofJson(Json.MAPPER.readTree(text));
      } catch (JsonProcessingException e) {
        throw DeltaErrors.unknownType(text);
      }
    }
    return new SqlTypes(text).whole();
  }

  /** A type from the JSON of a type or of a column: clients of Unity Catalog send either. */
  public static ColumnType ofJson(String text) {
    try {
      JsonNode node = Json.MAPPER.readTree(text);
      return ofJson(node.has("name") ? node.path("type") : node);
    } catch (JsonProcessingException e) {
      throw DeltaErrors.unknownType(text);
    }
  }

  /** A type without parts: {@code bigint}, {@code decimal(10,2)}. Null when it is none. */
  static @Nullable ColumnType simple(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    for (Primitive type : Primitive.values()) {
      if (wanted.equals(type.deltaName()) || wanted.equals(type.sqlName())) {
        return type;
      }
    }
    Matcher decimal = DECIMAL.matcher(wanted);
    if (decimal.matches()) {
      String precision = decimal.group(1);
      String scale = decimal.group(2);
      return ColumnType.decimal(
          precision == null ? 10 : Integer.parseInt(precision),
          scale == null ? 0 : Integer.parseInt(scale));
    }
    return null;
  }

  public static String structSql(Schema fields) {
    StringBuilder text = new StringBuilder("struct<");
    for (Column field : fields.columns()) {
      text.append(text.length() == 7 ? "" : ",");
      text.append(
          PLAIN_NAME.matcher(field.name()).matches()
              ? field.name()
              : "`" + field.name().replace("`", "``") + "`");
      text.append(':').append(field.type().sqlName());
    }
    return text.append('>').toString();
  }

  /** The JSON of a type as it stands in a log. */
  public static String json(ColumnType type) {
    return node(type).toString();
  }

  /** The JSON of a column as it stands in a log, and in Unity Catalog's {@code type_json}. */
  public static String json(Column column) {
    return field(column).toString();
  }

  /** The JSON of a whole schema as it stands in a log. */
  static String json(Schema schema) {
    return struct(schema).toString();
  }

  private static JsonNode node(ColumnType type) {
    if (type instanceof ArrayOf array) {
      ObjectNode node = Json.MAPPER.createObjectNode().put("type", "array");
      node.set("elementType", node(array.element()));
      return node.put("containsNull", array.containsNull());
    }
    if (type instanceof MapOf map) {
      ObjectNode node = Json.MAPPER.createObjectNode().put("type", "map");
      node.set("keyType", node(map.key()));
      node.set("valueType", node(map.value()));
      return node.put("valueContainsNull", map.valueContainsNull());
    }
    if (type instanceof StructOf struct) {
      return struct(struct.fields());
    }
    return TextNode.valueOf(type.deltaName());
  }

  private static ObjectNode struct(Schema schema) {
    ObjectNode node = Json.MAPPER.createObjectNode().put("type", "struct");
    ArrayNode fields = node.putArray("fields");
    schema.columns().forEach(column -> fields.add(field(column)));
    return node;
  }

  private static ObjectNode field(Column column) {
    ObjectNode node = Json.MAPPER.createObjectNode().put("name", column.name());
    node.set("type", node(column.type()));
    node.put("nullable", column.nullable());
    ObjectNode metadata = node.putObject("metadata");
    if (column.comment() != null) {
      metadata.put("comment", column.comment());
    }
    return node;
  }

  private static ColumnType ofJson(JsonNode node) {
    if (node.isTextual()) {
      ColumnType type = simple(node.textValue());
      if (type == null) {
        throw DeltaErrors.unknownType(node.textValue());
      }
      return type;
    }
    return switch (node.path("type").asText()) {
      case "array" ->
          new ArrayOf(ofJson(node.path("elementType")), node.path("containsNull").asBoolean(true));
      case "map" ->
          new MapOf(
              ofJson(node.path("keyType")),
              ofJson(node.path("valueType")),
              node.path("valueContainsNull").asBoolean(true));
      case "struct" -> {
        List<Column> fields = new ArrayList<>();
        node.path("fields").forEach(field -> fields.add(column(field)));
        yield new StructOf(Schema.of(fields));
      }
      default -> throw DeltaErrors.unknownType(node.toString());
    };
  }

  /** A schema from its JSON in a log. */
  static Schema schema(String json) {
    return ((StructOf) parse(json)).fields();
  }

  /** A column from the JSON of a field. */
  private static Column column(JsonNode field) {
    JsonNode comment = field.path("metadata").path("comment");
    return new Column(
        field.path("name").asText(),
        ofJson(field.path("type")),
        field.path("nullable").asBoolean(true),
        comment.isTextual() ? comment.textValue() : null);
  }
}
