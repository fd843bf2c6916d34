package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads XGBoost's JSON into {@link XgBoostDocument}; lists of numbers become arrays. */
final class XgBoostJson {
  private static final int MAX_DEPTH = 32;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private XgBoostJson() {}

  static XgBoostDocument read(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      parser.nextToken();
      return new XgBoostDocument("model", value(parser));
    } catch (JsonProcessingException e) {
      throw ModelErrors.malformed(XgBoostDocument.WHAT, e.getOriginalMessage(), e);
    } catch (IOException e) {
      // bytes in memory fail only by what they hold, such as half a character
      throw ModelErrors.malformed(XgBoostDocument.WHAT, String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw ModelErrors.malformed(XgBoostDocument.WHAT, "it ends in the middle");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> 1.0;
      case VALUE_FALSE -> 0.0;
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (XgBoostDocument.SKIPPED.contains(name)) {
        parser.skipChildren();
      } else {
        map.put(name, value(parser));
      }
    }
    return map;
  }

  /** An array of doubles when the first element is a number, else a list. */
  private static Object array(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first != null && (first.isNumeric() || first.isBoolean())) {
      return numbers(parser);
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      list.add(value(parser));
    }
    return list;
  }

  private static double[] numbers(JsonParser parser) throws IOException {
    double[] out = new double[16];
    int size = 0;
    for (JsonToken token = parser.currentToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (size == out.length) {
        out = Arrays.copyOf(out, size * 2);
      }
      if (!(value(parser) instanceof Double number)) {
        throw ModelErrors.malformed(XgBoostDocument.WHAT, "a list mixes numbers with other values");
      }
      out[size++] = number;
    }
    return Arrays.copyOf(out, size);
  }
}
