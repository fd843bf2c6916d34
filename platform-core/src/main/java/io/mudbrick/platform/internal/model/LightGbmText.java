package io.mudbrick.platform.internal.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text of LightGBM's {@code save_model}: a header and a section for each tree, lines of {@code
 * key=value}, behind {@code end of trees} what we do not need, and at last the categories of
 * pandas.
 *
 * @param header keys without a value, such as {@code average_output}, have an empty one
 * @param categories the JSON behind {@code pandas_categorical:}; empty without it
 */
record LightGbmText(
    Map<String, String> header, List<Map<String, String>> trees, String categories) {
  static final String WHAT = "LightGBM model";
  private static final String CATEGORIES = "pandas_categorical:";

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is none
   */
  static LightGbmText read(byte[] bytes) {
    Iterator<String> lines = text(bytes).lines().iterator();
    if (!lines.hasNext() || !lines.next().equals("tree")) {
      throw ModelErrors.malformed(WHAT, "it does not begin with a line 'tree'");
    }
    Map<String, String> header = new HashMap<>();
    List<Map<String, String>> trees = new ArrayList<>();
    Map<String, String> section = header;
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.equals("end of trees")) {
        return new LightGbmText(header, trees, categories(lines));
      }
      if (line.startsWith("Tree=")) {
        section = new HashMap<>();
        trees.add(section);
      }
      int equals = line.indexOf('=');
      String key = equals < 0 ? line : line.substring(0, equals);
      String old = section.put(key, equals < 0 ? "" : line.substring(equals + 1));
      if (old != null && !key.isBlank()) {
        throw ModelErrors.malformed(WHAT, "'" + key + "' stands twice in a section");
      }
    }
    throw ModelErrors.malformed(WHAT, "it ends in the middle");
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ModelErrors.malformed(WHAT, "it is not UTF-8", e);
    }
  }

  private static String categories(Iterator<String> lines) {
    String found = "";
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith(CATEGORIES)) {
        found = line.substring(CATEGORIES.length());
      }
    }
    return found;
  }

  /**
   * A number of the header or of a tree.
   *
   * @param fallback when the key is missing; null when it must be there
   * @param max the largest that we believe
   */
  static int integer(Map<String, String> section, String key, @Nullable Integer fallback, int max) {
    String value = section.get(key);
    if (value == null) {
      return Objects.requireNonNullElseGet(
          fallback,
          () -> {
            throw ModelErrors.malformed(WHAT, "'" + key + "' is missing");
          });
    }
    double number = number(key, value);
    if (number != Math.rint(number) || number < 0 || number > max) {
      throw ModelErrors.malformed(WHAT, "'" + key + "' is not a number from 0 to " + max);
    }
    return (int) number;
  }

  /** A list of so many numbers. */
  static double[] numbers(Map<String, String> section, String key, int count) {
    String value = section.getOrDefault(key, "").strip();
    String[] words = value.isEmpty() ? new String[0] : value.split(" +", -1);
    if (words.length != count) {
      throw ModelErrors.malformed(
          WHAT, "'" + key + "' of a tree has " + words.length + " numbers instead of " + count);
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(key, words[i]);
    }
    return numbers;
  }

  static int[] integers(Map<String, String> section, String key, int count) {
    double[] numbers = numbers(section, key, count);
    int[] integers = new int[count];
    for (int i = 0; i < count; i++) {
      integers[i] = (int) numbers[i];
      if (integers[i] != numbers[i]) {
        throw ModelErrors.malformed(WHAT, "'" + key + "' of a tree holds " + numbers[i]);
      }
    }
    return integers;
  }

  static double number(String key, String word) {
    try {
      return switch (word) {
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(word);
      };
    } catch (NumberFormatException e) {
      throw ModelErrors.malformed(WHAT, "'" + key + "' is not a number");
    }
  }
}
