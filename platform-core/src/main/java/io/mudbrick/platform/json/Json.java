package io.mudbrick.platform.json;

import io.mudbrick.platform.internal.json.Mapper;
import java.io.InputStream;
import java.util.Map;

/**
 * JSON between text and records. Component names are snake_case on the wire ({@code runId} is
 * {@code run_id}); {@code null} components are left out; unknown fields are ignored; numbers may
 * come as strings, also {@code "NaN"} and {@code "Infinity"}. Thread-safe.
 */
public final class Json {
  private Json() {}

  public static String write(Object value) {
    return Mapper.write(value);
  }

  /** As {@link #write}, with what is null in maps and records written out. */
  public static String writeWithNulls(Object value) {
    return Mapper.writeWithNulls(value);
  }

  /** A finite number as {@link #write} has it: the shortest text that says which it is. */
  public static String number(double value) {
    return Mapper.number(value);
  }

  public static byte[] bytes(Object value) {
    return Mapper.bytes(value);
  }

  /**
   * @throws io.mudbrick.platform.PlatformException {@code MALFORMED_REQUEST} when it is not JSON,
   *     {@code INVALID_PARAMETER_VALUE} when a value is of the wrong type
   */
  public static <T> T read(String json, Class<T> type) {
    return Mapper.read(json, type);
  }

  public static <T> T read(byte[] json, Class<T> type) {
    return Mapper.read(json, type);
  }

  public static <T> T read(InputStream json, Class<T> type) {
    return Mapper.read(json, type);
  }

  /** A JSON object as nested maps, lists, strings, numbers, booleans and nulls, in order. */
  public static Map<String, Object> object(String json) {
    return Mapper.object(json);
  }

  /** Makes a record of nested maps and lists, by the same rules. */
  public static <T> T convert(Map<String, ?> value, Class<T> type) {
    return Mapper.convert(value, type);
  }
}
