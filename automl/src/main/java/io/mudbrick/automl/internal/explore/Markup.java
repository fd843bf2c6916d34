package io.mudbrick.automl.internal.explore;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG whose elements are closed and whose texts and attributes are escaped, whoever
 * chose them: data comes in by {@link #text} and attributes only. Not thread-safe.
 */
final class Markup {
  /** Joins emoji and letters; every other character of its kind may lie about the text. */
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param tag a name of ours
   * @param attributes names, of ours, and values in turn
   */
  Markup open(String tag, String... attributes) {
    start(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  Markup close() {
    out.append("</").append(open.pop()).append('>');
    if (open.size() < 4) {
      out.append('\n');
    }
    return this;
  }

  /** An element with text in it. */
  Markup leaf(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An element of HTML without an end. */
  Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    return this;
  }

  Markup text(String text) {
    escape(text, out);
    return this;
  }

  /** A text of ours, as it is. */
  Markup raw(String ours) {
    out.append(ours);
    return this;
  }

  /** Everything so far; all elements must be closed. */
  String done() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1], out);
      out.append('"');
    }
    out.append('>');
  }

  /** Characters that end an element, reverse what follows, or are none, do no such thing here. */
  private static void escape(String text, StringBuilder out) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\r', '\t' -> out.append(' ');
                default -> out.appendCodePoint(harmless(c) ? c : 0xFFFD);
              }
            });
  }

  private static boolean harmless(int c) {
    return !Character.isISOControl(c)
        && Character.getType(c) != Character.SURROGATE
        && (Character.getType(c) != Character.FORMAT || c == ZERO_WIDTH_JOINER)
        && Character.isDefined(c);
  }
}
