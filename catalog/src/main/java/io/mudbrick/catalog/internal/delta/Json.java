package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Delta Standalone puts statistics and operation parameters into the log as they are. */
final class Json {
  static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /** A value as JSON. */
  static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Strings and lists are always JSON", e);
    }
  }

  /** A text as a JSON string. */
  static String quote(String text) {
    return of(text);
  }
}
