package io.mudbrick.platform.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes honest files: bytes, pieces, numbers, lengths; the same files for the same seed. */
final class Mutations {
  private static final String[] NUMBERS = {
    "-1",
    "0",
    "1",
    "2147483647",
    "-2147483648",
    "9223372036854775808",
    "1e308",
    "-1e-320",
    "NaN",
    "nan",
    "inf",
    "-Infinity",
    "16777216",
    "99999999999999999999999999",
    "0.5",
    "\"x\"",
    "null"
  };
  private static final String[] WORDS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\n",
    "=",
    " ",
    "\"",
    "&a ",
    "*a",
    "? ",
    "- ",
    "!!binary ",
    "$l#",
    "Tree=",
    "end of trees\n",
    "\u0000",
    "é",
    "//",
    "..",
    "[[[[[[[[[[[[[[[[",
    "{\"a\":{\"a\":{\"a\":"
  };

  private final Random random;
  private final List<byte[]> honest;

  Mutations(Random random, List<byte[]> honest) {
    this.random = random;
    this.honest = honest;
  }

  byte[] next() {
    byte[] bytes = pick().clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      bytes = change(bytes);
    }
    return bytes;
  }

  private byte[] pick() {
    return honest.get(random.nextInt(honest.size()));
  }

  private byte[] change(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(9)) {
      case 0 -> with(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> with(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> with(bytes, at, piece(bytes.length - at), new byte[0]);
      case 4 -> {
        byte[] other = pick();
        int from = random.nextInt(other.length);
        int length = piece(other.length - from);
        yield with(bytes, at, 0, Arrays.copyOfRange(other, from, from + length));
      }
      case 5 -> number(bytes, at);
      case 6 -> with(bytes, at, 0, ascii(WORDS[random.nextInt(WORDS.length)]));
      case 7 -> with(bytes, at, Math.min(4, bytes.length - at), length());
      default -> line(bytes, at);
    };
  }

  private int piece(int most) {
    return random.nextInt(Math.min(most, random.nextBoolean() ? 16 : 2000) + 1);
  }

  /** Another number in the place of the next one. */
  private byte[] number(byte[] bytes, int at) {
    int from = at;
    while (from < bytes.length && !isDigit(bytes[from])) {
      from++;
    }
    int to = from;
    while (to < bytes.length && isDigit(bytes[to])) {
      to++;
    }
    return with(bytes, from, to - from, ascii(NUMBERS[random.nextInt(NUMBERS.length)]));
  }

  private static boolean isDigit(byte own) {
    return own >= '0' && own <= '9' || own == '-' || own == '.' || own == 'e';
  }

  /** Four bytes as a length would be written. */
  private byte[] length() {
    int[] lengths = {-1, Integer.MAX_VALUE, 1 << 24, 0, 255, 65536, random.nextInt()};
    return ByteBuffer.allocate(4).putInt(lengths[random.nextInt(lengths.length)]).array();
  }

  /** A line, or what stands between two commas, once more. */
  private static byte[] line(byte[] bytes, int at) {
    int from = at;
    while (from > 0 && bytes[from - 1] != '\n' && bytes[from - 1] != ',') {
      from--;
    }
    int to = at;
    while (to < bytes.length && bytes[to] != '\n' && bytes[to] != ',') {
      to++;
    }
    int end = Math.min(bytes.length, to + 1);
    return with(bytes, end, 0, Arrays.copyOfRange(bytes, from, end));
  }

  private static byte[] with(byte[] bytes, int at, int removed, byte[] added) {
    byte[] out = new byte[bytes.length - removed + added.length];
    System.arraycopy(bytes, 0, out, 0, at);
    System.arraycopy(added, 0, out, at, added.length);
    System.arraycopy(bytes, at + removed, out, at + added.length, bytes.length - at - removed);
    return out;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
