package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the log says about the values in a data file; other engines may have said little. */
final class FileStats {
  private final JsonNode stats;

  private FileStats(JsonNode stats) {
    this.stats = stats;
  }

  /** Nothing is known when the text is missing or broken. */
  static FileStats parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return new FileStats(MissingNode.getInstance());
    }
    try {
      return new FileStats(Json.MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return new FileStats(MissingNode.getInstance());
    }
  }

  OptionalLong rows() {
    JsonNode rows = stats.path("numRecords");
    return rows.canConvertToLong() ? OptionalLong.of(rows.longValue()) : OptionalLong.empty();
  }

  /** Whether a column of whole numbers may hold a value from one to another. */
  boolean mayHold(String column, long from, long to) {
    JsonNode min = stats.path("minValues").path(column);
    JsonNode max = stats.path("maxValues").path(column);
    return !(min.canConvertToLong() && min.isIntegralNumber() && min.longValue() > to)
        && !(max.canConvertToLong() && max.isIntegralNumber() && max.longValue() < from);
  }

  /** Whether a column of strings may hold a value from one to another. */
  boolean mayHold(String column, String from, String to) {
    JsonNode min = stats.path("minValues").path(column);
    JsonNode max = stats.path("maxValues").path(column);
    return !(min.isTextual() && byCodePoint(min.textValue(), to) > 0)
        && !(max.isTextual() && byCodePoint(max.textValue(), from) < 0);
  }

  /** The order of UTF-8 bytes, which other engines compare; UTF-16 differs above U+D800. */
  static int byCodePoint(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean bothPlain = !Character.isSurrogate(a) && !Character.isSurrogate(b);
        boolean bothSurrogate = Character.isSurrogate(a) && Character.isSurrogate(b);
        if (bothPlain || bothSurrogate) {
          return Character.compare(a, b);
        }
        return Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
