package io.mudbrick.platform.internal.sql;

/**
 * PostgreSQL's text cannot hold U+0000. It is kept as two characters that begin with U+0001, and
 * U+0001 itself likewise: nothing is lost, and the order stays that of the code points.
 */
final class TextCodec {
  private static final char MARK = '\u0001';
  private static final char NUL = '\u0001';
  private static final char ITSELF = '\u0002';

  private TextCodec() {}

  static String encode(String text) {
    if (text.indexOf('\0') < 0 && text.indexOf(MARK) < 0) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        encoded.append(MARK).append(NUL);
      } else if (c == MARK) {
        encoded.append(MARK).append(ITSELF);
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  static String decode(String text) {
    if (text.indexOf(MARK) < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == MARK && i + 1 < text.length()) {
        i++;
        decoded.append(text.charAt(i) == NUL ? '\0' : MARK);
      } else {
        decoded.append(c);
      }
    }
    return decoded.toString();
  }
}
