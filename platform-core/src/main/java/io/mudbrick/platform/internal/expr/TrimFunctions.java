package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.internal.expr.Builtins.Builtin;
import java.util.List;
import java.util.Map;

/** {@code trim} and its kin: what is cut off the ends of a text. */
final class TrimFunctions {
  private TrimFunctions() {}

  static void register(Map<String, Builtin> all) {
    TextFunctions.fixed(
        all,
        "trim",
        SqlType.STRING,
        List.of(SqlType.STRING),
        a -> trimmed(TextFunctions.text(a, 0), " ", true, true));
    trims(all, "btrim", true, true);
    trims(all, "ltrim_of", true, false);
    trims(all, "rtrim_of", false, true);
    trimsTurned(all, "ltrim", true, false);
    trimsTurned(all, "rtrim", false, true);
  }

  private static void trims(Map<String, Builtin> all, String name, boolean left, boolean right) {
    all.put(
        name,
        call -> {
          call.count(1, 2);
          return call.simple(
              SqlType.STRING,
              List.of(SqlType.STRING),
              a ->
                  trimmed(
                      TextFunctions.text(a, 0),
                      a.length > 1 ? TextFunctions.text(a, 1) : " ",
                      left,
                      right));
        });
  }

  /** {@code ltrim(characters, text)}: with two arguments, the text stands last. */
  private static void trimsTurned(
      Map<String, Builtin> all, String name, boolean left, boolean right) {
    all.put(
        name,
        call -> {
          call.count(1, 2);
          return call.simple(
              SqlType.STRING,
              List.of(SqlType.STRING),
              a ->
                  trimmed(
                      TextFunctions.text(a, a.length - 1),
                      a.length > 1 ? TextFunctions.text(a, 0) : " ",
                      left,
                      right));
        });
  }

  private static String trimmed(String text, String characters, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end && characters.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (right && end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }
}
