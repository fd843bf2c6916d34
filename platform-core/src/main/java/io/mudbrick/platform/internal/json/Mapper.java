package io.mudbrick.platform.internal.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one Jackson set-up: records, snake_case, tolerant of unknown fields, strict about types. */
public final class Mapper {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final ObjectMapper MAPPER = mapper();
  private static final ObjectMapper WITH_NULLS =
      mapper().setSerializationInclusion(JsonInclude.Include.ALWAYS);

  private Mapper() {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            // A question that a record answers, isX(), is not a field of the wire.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .addModule(
                new SimpleModule()
                    .addSerializer(new Millis())
                    .addSerializer(new Seconds())
                    .setDeserializerModifier(new WholeNumbers()))
            .build();
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper;
  }

  /** Times travel as milliseconds since 1970, as in MLflow's and Databricks' messages. */
  private static final class Millis extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    Millis() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(time.toEpochMilli());
    }
  }

  /** Durations travel as seconds. */
  private static final class Seconds extends StdSerializer<Duration> {
    private static final long serialVersionUID = 1L;

    Seconds() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration time, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(time.toNanos() / 1e9);
    }
  }

  public static String write(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  public static String writeWithNulls(Object value) {
    try {
      return WITH_NULLS.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String number(double value) {
    return NumberOutput.toString(value, true);
  }

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static <T> T read(String json, Class<T> type) {
    return parsing(type, () -> MAPPER.readTree(json));
  }

  public static <T> T read(byte[] json, Class<T> type) {
    if (type.isRecord()) {
      try (JsonParser in = MAPPER.createParser(json)) {
        return type.cast(RecordReader.read(in, type));
      } catch (RecordReader.Unusual | IOException unusual) {
        return parsing(type, () -> MAPPER.readTree(json));
      }
    }
    return parsing(type, () -> MAPPER.readTree(json));
  }

  public static <T> T read(InputStream json, Class<T> type) {
    return parsing(type, () -> MAPPER.readTree(json));
  }

  public static Map<String, Object> object(String json) {
    return readObject(() -> MAPPER.readTree(json));
  }

  public static Map<String, Object> object(byte[] json) {
    return readObject(() -> MAPPER.readTree(json));
  }

  public static <T> T convert(Map<String, ?> value, Class<T> type) {
    return bind(MAPPER.valueToTree(value), type);
  }

  private static Map<String, Object> readObject(Source source) {
    JsonNode node = tree(source);
    if (!(node instanceof ObjectNode)) {
      throw malformed("expected a JSON object", null);
    }
    return MAPPER.convertValue(node, OBJECT);
  }

  /** Where a tree comes from. */
  private interface Source {
    @Nullable JsonNode read() throws IOException;
  }

  private static <T> T parsing(Class<T> type, Source source) {
    return bind(tree(source), type);
  }

  private static JsonNode tree(Source source) {
    try {
      JsonNode node = source.read();
      if (node != null && node.isTextual()) {
        // Old MLflow clients send the JSON text as a JSON string.
        node = MAPPER.readTree(node.textValue());
      }
      if (node == null || node.isMissingNode()) {
        throw malformed("empty body", null);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw malformed(e.getOriginalMessage(), e);
    } catch (CharConversionException e) {
      throw malformed("not in UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T bind(JsonNode node, Class<T> type) {
    if (type.isRecord()) {
      if (!(node instanceof ObjectNode object)) {
        throw malformed("expected a JSON object", null);
      }
      prepare(object, type);
      refuseNullItems(object, type, "");
    }
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonMappingException e) {
      if (platformCause(e) instanceof PlatformException refused) {
        throw refused;
      }
      throw wrongType(node, e);
    } catch (JsonProcessingException e) {
      throw malformed(e.getOriginalMessage(), e);
    }
  }

  /**
   * A component of a record, looked at once: reflection would else be most of the work of reading a
   * thousand small records.
   *
   * @param item of which record, or text, it is a list; else null
   */
  private record Part(
      String name,
      Class<?> type,
      boolean nullable,
      boolean list,
      boolean map,
      @Nullable Class<?> item) {

    static Part of(RecordComponent component) {
      Class<?> type = component.getType();
      Class<?> item =
          component.getGenericType() instanceof ParameterizedType list
                  && list.getActualTypeArguments()[0] instanceof Class<?> argument
                  && (argument.isRecord() || argument == String.class)
              ? argument
              : null;
      return new Part(
          snake(component.getName()),
          type,
          component.getAnnotatedType().isAnnotationPresent(Nullable.class),
          Collection.class.isAssignableFrom(type),
          Map.class.isAssignableFrom(type),
          item);
    }

    boolean holdsRecords() {
      return item != null || type.isRecord();
    }
  }

  private static final ClassValue<List<Part>> PARTS =
      new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
          return Stream.of(type.getRecordComponents()).map(Part::of).toList();
        }
      };

  private static final ClassValue<List<Part>> DEEP_PARTS =
      new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
          return PARTS.get(type).stream().filter(Part::holdsRecords).toList();
        }
      };

  /** Absent lists and maps become empty; what else is absent and not nullable is an error. */
  private static void prepare(ObjectNode object, Class<?> type) {
    for (Part part : PARTS.get(type)) {
      JsonNode value = object.get(part.name());
      if (value != null && !value.isNull()) {
        continue;
      }
      object.remove(part.name());
      if (part.nullable()) {
        continue;
      }
      if (part.list()) {
        object.putArray(part.name());
      } else if (part.map()) {
        object.putObject(part.name());
      } else {
        throw new PlatformException(
            ErrorCode.INVALID_PARAMETER_VALUE,
            "Missing value for required parameter '"
                + part.name()
                + "'. See the API docs for more information about request parameters.");
      }
    }
  }

  /** A list of records or texts has no null in it, here as in protobuf's JSON. */
  private static void refuseNullItems(JsonNode object, Class<?> type, String above) {
    for (Part part : DEEP_PARTS.get(type)) {
      JsonNode value = object.path(part.name());
      Class<?> item = part.item();
      if (value.isObject() && part.type().isRecord()) {
        refuseNullItems(value, part.type(), above + part.name() + ".");
      } else if (value.isArray() && item != null) {
        boolean deep = item.isRecord() && !DEEP_PARTS.get(item).isEmpty();
        for (int i = 0; i < value.size(); i++) {
          if (value.get(i).isNull()) {
            throw new PlatformException(
                ErrorCode.INVALID_PARAMETER_VALUE,
                "Invalid value null for parameter '"
                    + above
                    + part.name()
                    + "["
                    + i
                    + "]' supplied.");
          }
          if (deep) {
            refuseNullItems(value.get(i), item, above + part.name() + "[" + i + "].");
          }
        }
      }
    }
  }

  static String snake(String name) {
    return ((PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE)
        .translate(name);
  }

  private static @Nullable Throwable platformCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause != null && !(cause instanceof PlatformException)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static PlatformException wrongType(JsonNode root, JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    JsonNode value = root;
    boolean itemOfList = e.getPath().size() == 2 && e.getPath().get(1).getFieldName() == null;
    // Of a list of texts the whole list is shown.
    for (JsonMappingException.Reference step :
        itemOfList ? e.getPath().subList(0, 1) : e.getPath()) {
      if (step.getFieldName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        value = value.path(step.getFieldName());
      } else {
        path.append('[').append(step.getIndex()).append(']');
        value = value.path(step.getIndex());
      }
    }
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid value "
            + value
            + " for parameter '"
            + path
            + "' supplied:  Hint: Value was of type '"
            + pythonType(value)
            + "'. See the API docs for more information about request parameters.",
        e);
  }

  /** MLflow's clients show the type as their own language calls it. */
  private static String pythonType(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "str";
      case BOOLEAN -> "bool";
      case ARRAY -> "list";
      case OBJECT -> "dict";
      case NUMBER -> value.isIntegralNumber() ? "int" : "float";
      default -> "NoneType";
    };
  }

  private static PlatformException malformed(String why, @Nullable Throwable cause) {
    return new PlatformException(
        ErrorCode.MALFORMED_REQUEST, "Could not parse request as JSON: " + why, cause);
  }

  /** For internal readers that stream. */
  public static JsonParser parser(InputStream in) throws IOException {
    return MAPPER.createParser(in);
  }
}
