package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the log says about the values in a data file; other engines may have said little. */
final class FileStats {
  /** Decimals of 38 digits stay what they are. */
  private static final ObjectReader READER =
      Json.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final long LOST_MICROS = 999;

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
      return new FileStats(READER.readTree(text));
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

  /** No value is less than this; null when nothing is known. */
  @Nullable Object least(FieldPath path) {
    return value(at("minValues", path), path.leaf().type(), 0);
  }

  /** No value is greater than this; null when nothing is known. */
  @Nullable Object greatest(FieldPath path) {
    return value(at("maxValues", path), path.leaf().type(), LOST_MICROS);
  }

  boolean onlyNulls(FieldPath path) {
    JsonNode nulls = at("nullCount", path);
    OptionalLong rows = rows();
    return nulls.canConvertToLong() && rows.isPresent() && nulls.longValue() == rows.getAsLong();
  }

  boolean noNulls(FieldPath path) {
    JsonNode nulls = at("nullCount", path);
    return nulls.canConvertToLong() && nulls.longValue() == 0;
  }

  private JsonNode at(String kind, FieldPath path) {
    JsonNode node = stats.path(kind);
    for (Column step : path.steps()) {
      node = node.path(step.name());
    }
    return node;
  }

  /** A bound as a value of its column; null for what is missing or not as it should be. */
  private static @Nullable Object value(JsonNode node, ColumnType type, long lostMicros) {
    try {
      return switch (type.storage()) {
        case INTS ->
            type == ColumnType.DATE
                ? (node.isTextual() ? LocalDate.parse(node.textValue()) : null)
                : node.isIntegralNumber() ? integer(type, node.longValue()) : null;
        case LONGS ->
            type == ColumnType.LONG
                ? (node.isIntegralNumber() ? (Object) node.longValue() : null)
                : node.isTextual() ? time(type, node.textValue(), lostMicros) : null;
        // Engines write a float by its shortest digits, which as a double are another number.
        case FLOATS -> node.isNumber() ? (Object) node.floatValue() : null;
        case DOUBLES -> node.isNumber() ? (Object) node.doubleValue() : null;
        case DECIMALS -> node.isNumber() ? node.decimalValue() : null;
        case STRINGS -> node.textValue();
        case BOOLEANS, BINARIES, NESTED -> null;
      };
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Object integer(ColumnType type, long value) {
    return switch ((ColumnType.Primitive) type) {
      case BYTE -> (Object) (byte) value;
      case SHORT -> (Object) (short) value;
      default -> (Object) (int) value;
    };
  }

  /** The log keeps milliseconds, and other engines cut off what is finer. */
  private static Object time(ColumnType type, String text, long lostMicros) {
    String iso = text.replace(' ', 'T');
    return type == ColumnType.TIMESTAMP
        ? OffsetDateTime.parse(iso).toInstant().plus(lostMicros, ChronoUnit.MICROS)
        : LocalDateTime.parse(iso).plus(lostMicros, ChronoUnit.MICROS);
  }

  /** The order of UTF-8 bytes, which other engines compare; UTF-16 differs above U+D800. */
  static int byCodePoint(String left, String right) {
    return byCodePoint(left, right, Integer.MAX_VALUE);
  }

  /** As if everything behind the first characters were the same, but for its length. */
  static int byCodePoint(String left, String right, int first) {
    int length = Math.min(first, Math.min(left.length(), right.length()));
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
