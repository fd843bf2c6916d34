package io.mudbrick.platform.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of texts, numbers, flags, maps, records and lists straight from the text. It knows
 * only the usual: for whatever is unusual, let alone wrong, it gives up, and the reader of trees
 * takes over, which knows what to make of it or how to refuse it.
 */
final class RecordReader {
  /** How a component is read. */
  private enum Kind {
    TEXT,
    WHOLE,
    INT,
    REAL,
    FLAG,
    RECORD,
    RECORDS,
    TEXTS,
    OBJECT
  }

  /** That this text is not for this reader. */
  static final class Unusual extends Exception {
    private static final long serialVersionUID = 1L;

    Unusual() {
      super(null, null, false, false);
    }
  }

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private record Shape(
      boolean readable, Constructor<?> constructor, List<Part> parts, Map<String, Integer> places) {

    static Shape of(Class<?> type) {
      RecordComponent[] components = type.getRecordComponents();
      List<Part> parts = Stream.of(components).map(Part::of).toList();
      Map<String, Integer> places = new HashMap<>();
      for (int i = 0; i < parts.size(); i++) {
        places.put(parts.get(i).name, i);
      }
      try {
        Constructor<?> constructor =
            type.getDeclaredConstructor(
                Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        boolean readable = parts.stream().allMatch(part -> part.kind != null);
        return new Shape(readable, constructor, parts, places);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(e); // every record has it
      }
    }
  }

  private record Part(String name, @Nullable Kind kind, Class<?> item, boolean nullable) {

    static Part of(RecordComponent component) {
      Class<?> type = component.getType();
      Class<?> item = type;
      Kind kind = null;
      if (type == String.class) {
        kind = Kind.TEXT;
      } else if (type == Long.class || type == long.class) {
        kind = Kind.WHOLE;
      } else if (type == Integer.class || type == int.class) {
        kind = Kind.INT;
      } else if (type == Double.class || type == double.class) {
        kind = Kind.REAL;
      } else if (type == Boolean.class || type == boolean.class) {
        kind = Kind.FLAG;
      } else if (type.isRecord()) {
        kind = Kind.RECORD;
      } else if (type == List.class
          && component.getGenericType() instanceof ParameterizedType list
          && list.getActualTypeArguments()[0] instanceof Class<?> argument
          && (argument.isRecord() || argument == String.class)) {
        item = argument;
        kind = argument.isRecord() ? Kind.RECORDS : Kind.TEXTS;
      } else if (type == Map.class
          && component.getGenericType() instanceof ParameterizedType map
          && map.getActualTypeArguments()[0] == String.class
          && map.getActualTypeArguments()[1] == Object.class) {
        kind = Kind.OBJECT;
      }
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      return new Part(Mapper.snake(component.getName()), kind, item, nullable);
    }
  }

  private final JsonParser in;

  private RecordReader(JsonParser in) {
    this.in = in;
  }

  /** The record that is the whole of the text. */
  static Object read(JsonParser in, Class<?> type) throws IOException, Unusual {
    RecordReader reader = new RecordReader(in);
    if (!SHAPES.get(type).readable || in.nextToken() != JsonToken.START_OBJECT) {
      throw new Unusual();
    }
    Object read = reader.object(type);
    if (in.nextToken() != null) {
      throw new Unusual();
    }
    return read;
  }

  private Object object(Class<?> type) throws IOException, Unusual {
    Shape shape = SHAPES.get(type);
    if (!shape.readable) {
      throw new Unusual();
    }
    @Nullable Object[] values = new @Nullable Object[shape.parts.size()];
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      Integer place = shape.places.get(name);
      JsonToken token = in.nextToken();
      if (place == null) {
        in.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        values[place] = value(shape.parts.get(place), token);
      }
    }
    if (in.currentToken() != JsonToken.END_OBJECT) {
      throw new Unusual();
    }
    for (int i = 0; i < values.length; i++) {
      Part part = shape.parts.get(i);
      if (values[i] == null && !part.nullable) {
        if (part.kind == Kind.OBJECT) {
          values[i] = new LinkedHashMap<String, Object>();
        } else if (part.kind == Kind.RECORDS || part.kind == Kind.TEXTS) {
          values[i] = new ArrayList<>();
        } else {
          throw new Unusual();
        }
      }
    }
    try {
      return shape.constructor.newInstance(values);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new Unusual(); // the other reader will meet it again, and tell
    }
  }

  private Object value(Part part, JsonToken token) throws IOException, Unusual {
    Kind kind = part.kind;
    if (kind == null) {
      throw new Unusual();
    }
    switch (kind) {
      case TEXT -> {
        expect(token == JsonToken.VALUE_STRING);
        return in.getText();
      }
      case WHOLE -> {
        expect(token == JsonToken.VALUE_NUMBER_INT);
        return in.getLongValue();
      }
      case INT -> {
        expect(token == JsonToken.VALUE_NUMBER_INT);
        return in.getIntValue();
      }
      case REAL -> {
        expect(token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT);
        return in.getDoubleValue();
      }
      case FLAG -> {
        expect(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE);
        return token == JsonToken.VALUE_TRUE;
      }
      case RECORD -> {
        expect(token == JsonToken.START_OBJECT);
        return object(part.item);
      }
      case RECORDS, TEXTS -> {
        expect(token == JsonToken.START_ARRAY);
        return list(part, kind);
      }
      case OBJECT -> {
        expect(token == JsonToken.START_OBJECT);
        return map();
      }
    }
    throw new Unusual();
  }

  private List<Object> list(Part part, Kind kind) throws IOException, Unusual {
    List<Object> items = new ArrayList<>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      expect(token == (kind == Kind.TEXTS ? JsonToken.VALUE_STRING : JsonToken.START_OBJECT));
      items.add(kind == Kind.TEXTS ? in.getText() : object(part.item));
    }
    return items;
  }

  private Map<String, @Nullable Object> map() throws IOException, Unusual {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      map.put(name, any(in.nextToken()));
    }
    expect(in.currentToken() == JsonToken.END_OBJECT);
    return map;
  }

  private @Nullable Object any(JsonToken token) throws IOException, Unusual {
    switch (token) {
      case VALUE_STRING -> {
        return in.getText();
      }
      case VALUE_NUMBER_INT -> {
        return in.getNumberValue();
      }
      case VALUE_NUMBER_FLOAT -> {
        return in.getDoubleValue();
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        return token == JsonToken.VALUE_TRUE;
      }
      case VALUE_NULL -> {
        return null;
      }
      case START_OBJECT -> {
        return map();
      }
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
          items.add(any(next));
        }
        return items;
      }
      default -> throw new Unusual();
    }
  }

  private static void expect(boolean usual) throws Unusual {
    if (!usual) {
      throw new Unusual();
    }
  }
}
