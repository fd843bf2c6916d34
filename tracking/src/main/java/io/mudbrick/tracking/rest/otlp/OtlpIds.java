package io.mudbrick.tracking.rest.otlp;

import io.mudbrick.tracking.traces.Span;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What both forms of OTLP share: ids, times and bytes. */
final class OtlpIds {
  private static final int TRACE = 16;
  private static final int SPAN = 8;

  private OtlpIds() {}

  static String trace(byte[] id) throws OtlpException {
    return padded(id, TRACE);
  }

  static String span(byte[] id) throws OtlpException {
    return padded(id, SPAN);
  }

  /** Ids are numbers: short ones get zeros before them. */
  private static String padded(byte[] id, int length) throws OtlpException {
    if (id.length == 0 || id.length > length) {
      throw OtlpException.badSpan();
    }
    return "00".repeat(length - id.length) + HexFormat.of().formatHex(id);
  }

  /** Nanoseconds, unsigned on the wire; those beyond the year 2262 are nobody's. */
  static long time(long nanos) throws OtlpException {
    if (nanos < 0) {
      throw OtlpException.badSpan();
    }
    return nanos;
  }

  /** A span may name its trace itself, by a string. */
  static void check(Map<String, @Nullable Object> attributes) throws OtlpException {
    Object given = attributes.get(Span.TRACE_ID);
    if (given != null && !(given instanceof String)) {
      throw OtlpException.badSpan();
    }
  }

  /** Bytes as Python prints them, which is what MLflow keeps of them. */
  static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder("b'");
    for (byte b : bytes) {
      switch (b) {
        case '\\' -> text.append("\\\\");
        case '\'' -> text.append("\\'");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (b >= 0x20 && b < 0x7f) {
            text.append((char) b);
          } else {
            text.append(String.format("\\x%02x", b & 0xff));
          }
        }
      }
    }
    return text.append('\'').toString();
  }
}
