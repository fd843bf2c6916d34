package io.mudbrick.tracking.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudbrick.tracking.TrackingErrors;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON that users make up themselves: whatever it holds comes back, nulls too, and the numbers that
 * Python writes as NaN and Infinity.
 */
public final class FreeJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectMapper SORTED =
      MAPPER.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private FreeJson() {}

  public static String write(@Nullable Object value) {
    return write(MAPPER, value);
  }

  /** The same text for the same value, however its keys are ordered. */
  static String sorted(Object value) {
    return write(SORTED, value);
  }

  private static String write(ObjectMapper mapper, @Nullable Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Maps, lists, strings, numbers, booleans and nulls.
   *
   * @param what is read, for the message
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public static @Nullable Object read(String what, String json) {
    try {
      return MAPPER.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw TrackingErrors.notJson(what, e.getOriginalMessage());
    }
  }

  /** An object, which the value has to be; {@code null} is an empty one. */
  public static Map<String, @Nullable Object> object(String what, @Nullable Object value) {
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw TrackingErrors.notJson(what, "it must be an object.");
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    map.forEach((key, each) -> object.put(key.toString(), each));
    return object;
  }
}
