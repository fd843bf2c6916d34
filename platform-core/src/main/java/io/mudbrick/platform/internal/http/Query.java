package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes paths and query strings, each part once. */
final class Query {
  private Query() {}

  static Map<String, List<String>> parse(String query) {
    if (query.isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.computeIfAbsent(decode(name), n -> new ArrayList<>()).add(decode(value));
      }
    }
    return values;
  }

  /** The decoded segments of an absolute path; the empty one before the first slash left out. */
  static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    String path = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
    for (String segment : path.split("/", -1)) {
      // In a path, unlike in a query, a plus sign is a plus sign.
      segments.add(segment.indexOf('%') < 0 ? segment : decode(segment.replace("+", "%2B")));
    }
    return segments;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new PlatformException(
          ErrorCode.MALFORMED_REQUEST, "Malformed percent-encoding in the request's URL", e);
    }
  }
}
