package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a {@code multipart/form-data} body that fits into memory. */
final class FormData {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,200})\"?");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");

  private final Map<String, byte[]> fields = new HashMap<>();

  private FormData(byte[] body, String boundary) {
    // A character a byte, so that positions in the text are positions in the body.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String delimiter = "--" + boundary;
    int at = text.indexOf(delimiter);
    while (at >= 0) {
      int next = text.indexOf("\r\n" + delimiter, at);
      int headers = text.indexOf("\r\n\r\n", at);
      if (next < 0 || headers < 0 || headers > next) {
        return;
      }
      Matcher name = NAME.matcher(text.substring(at, headers));
      if (name.find()) {
        String content = text.substring(Math.min(headers + 4, next), next);
        fields.put(name.group(1), content.getBytes(StandardCharsets.ISO_8859_1));
      }
      at = next + 2;
    }
  }

  /** The form of a request; {@code null} when it sends none. */
  static @Nullable FormData of(HttpCall call) {
    String type = call.header("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return null;
    }
    Matcher boundary = BOUNDARY.matcher(type);
    if (!boundary.find()) {
      throw new PlatformException(ErrorCode.MALFORMED_REQUEST, "A form needs a boundary");
    }
    return new FormData(call.bytes(), boundary.group(1));
  }

  byte[] bytes(String name) {
    byte[] value = fields.get(name);
    if (value == null) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "Missing value for required parameter '" + name + "'.");
    }
    return value;
  }

  String required(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  @Nullable String text(String name) {
    return fields.containsKey(name) ? required(name) : null;
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }
}
