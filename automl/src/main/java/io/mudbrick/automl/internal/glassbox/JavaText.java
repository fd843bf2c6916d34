package io.mudbrick.automl.internal.glassbox;

import java.util.Locale;

/** Values as Java source, in ASCII, whoever chose them. */
final class JavaText {
  private JavaText() {}

  /** A literal of a text, a number or a boolean. */
  static String literal(Object value) {
    if (value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Long || value instanceof Integer) {
      return value + "L";
    }
    if (value instanceof Number number) {
      return literal(number.doubleValue());
    }
    return literal(value.toString());
  }

  /** A double that reads back as the same bits. */
  static String literal(double value) {
    if (Double.isNaN(value)) {
      return "Double.NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
    }
    return Double.toString(value);
  }

  /** A string literal. */
  static String literal(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c >= ' ' && c < 0x7F ? String.valueOf(c) : escaped(c));
      }
    }
    return out.append('"').toString();
  }

  /**
   * A text in a comment, on one line. A backslash could begin an escape that ends the comment, and
   * so could a star before a slash.
   */
  static String comment(String text) {
    StringBuilder out = new StringBuilder();
    String safe = text.replace('\\', '/').replace("*/", "* /");
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      if (c < ' ') {
        out.append(' ');
      } else {
        out.append(c < 0x7F ? String.valueOf(c) : escaped(c));
      }
    }
    return out.toString();
  }

  private static String escaped(char c) {
    return String.format(Locale.ROOT, "\\u%04x", (int) c);
  }
}
