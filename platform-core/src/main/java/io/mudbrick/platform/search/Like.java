package io.mudbrick.platform.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SQL's LIKE without escapes. A pattern is a row of pieces between its {@code %}; each is looked
 * for once, leftmost first, with the failure function of Knuth, Morris and Pratt where it has no
 * {@code _} and with shifted bits where it has, so that no pattern makes it turn back.
 */
final class Like {
  private Like() {}

  static boolean matches(String pattern, String text) {
    List<String> pieces = pieces(pattern);
    String first = pieces.get(0);
    if (pieces.size() == 1) {
      return first.length() == text.length() && at(first, text, 0);
    }
    String last = pieces.get(pieces.size() - 1);
    int end = text.length() - last.length();
    if (first.length() > end || !at(first, text, 0) || !at(last, text, end)) {
      return false;
    }
    int from = first.length();
    for (String piece : pieces.subList(1, pieces.size() - 1)) {
      int found = find(piece, text, from, end);
      if (found < 0) {
        return false;
      }
      from = found + piece.length();
    }
    return true;
  }

  /** What is before, between and after the {@code %}; nothing between two that touch. */
  private static List<String> pieces(String pattern) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int wild = pattern.indexOf('%'); wild >= 0; wild = pattern.indexOf('%', from)) {
      if (wild > from || pieces.isEmpty()) {
        pieces.add(pattern.substring(from, wild));
      }
      from = wild + 1;
    }
    pieces.add(pattern.substring(from));
    return pieces;
  }

  private static boolean at(String piece, String text, int start) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (c != '_' && c != text.charAt(start + i)) {
        return false;
      }
    }
    return true;
  }

  private static int find(String piece, String text, int from, int end) {
    if (piece.length() > end - from) {
      return -1;
    }
    return piece.indexOf('_') < 0 ? literal(piece, text, from, end) : wild(piece, text, from, end);
  }

  private static int literal(String piece, String text, int from, int end) {
    int[] border = new int[piece.length()];
    for (int i = 1, k = 0; i < border.length; i++) {
      while (k > 0 && piece.charAt(i) != piece.charAt(k)) {
        k = border[k - 1];
      }
      k += piece.charAt(i) == piece.charAt(k) ? 1 : 0;
      border[i] = k;
    }
    for (int i = from, k = 0; i < end; i++) {
      while (k > 0 && text.charAt(i) != piece.charAt(k)) {
        k = border[k - 1];
      }
      k += text.charAt(i) == piece.charAt(k) ? 1 : 0;
      if (k == piece.length()) {
        return i - k + 1;
      }
    }
    return -1;
  }

  /** Bit k of the state: the first k + 1 characters of the piece end here. */
  private static int wild(String piece, String text, int from, int end) {
    int words = (piece.length() + 63) >>> 6;
    Map<Character, long[]> masks = new HashMap<>();
    long[] any = new long[words];
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      long[] mask = c == '_' ? any : masks.computeIfAbsent(c, x -> new long[words]);
      mask[i >>> 6] |= 1L << i;
    }
    long[] state = new long[words];
    for (int i = from; i < end; i++) {
      long[] mask = masks.getOrDefault(text.charAt(i), any);
      long carry = 1;
      for (int w = 0; w < words; w++) {
        long next = state[w] >>> 63;
        state[w] = (state[w] << 1 | carry) & (mask[w] | any[w]);
        carry = next;
      }
      if ((state[words - 1] >>> (piece.length() - 1) & 1) != 0) {
        return i - piece.length() + 1;
      }
    }
    return -1;
  }
}
