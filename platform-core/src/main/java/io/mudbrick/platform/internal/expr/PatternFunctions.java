package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.internal.expr.Builtins.Builtin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** LIKE and regular expressions. */
final class PatternFunctions {
  private static final SqlType STRING = SqlType.STRING;

  private PatternFunctions() {}

  static void register(Map<String, Builtin> all) {
    all.put("like", call -> like(call, false));
    all.put("ilike", call -> like(call, true));
    for (String name : List.of("rlike", "regexp", "regexp_like")) {
      all.put(
          name,
          call -> {
            call.count(2, 2);
            return regex(call, SqlType.BOOLEAN, (r, a) -> r.search((String) a[0], Matcher::find));
          });
    }
    all.put("regexp_replace", PatternFunctions::replace);
    all.put("regexp_extract", PatternFunctions::extract);
    all.put("split", PatternFunctions::split);
  }

  private static Node like(CallSite call, boolean ignoreCase) {
    call.count(2, 3);
    int escape = '\\';
    if (call.size() == 3) {
      String text = (String) call.constant(2, STRING);
      if (text.codePointCount(0, text.length()) != 1) {
        throw call.mismatch("ESCAPE needs one character.");
      }
      escape = text.codePointAt(0);
    }
    return new LikeNode(call.as(0, STRING), call.as(1, STRING), escape, ignoreCase);
  }

  private interface Body {
    @Nullable Object apply(Regex regex, Object[] arguments);
  }

  /** A function whose second argument is a pattern, compiled once where it is a constant. */
  private static Node regex(CallSite call, SqlType type, Body body) {
    Node pattern = call.as(1, STRING);
    List<SqlType> types = List.of(STRING, STRING, call.size() > 2 ? third(call) : STRING);
    if (pattern instanceof ConstantNode constant && constant.value() instanceof String text) {
      Regex regex = new Regex(text);
      return call.simple(type, types, a -> body.apply(regex, a));
    }
    return call.simple(type, types, a -> body.apply(new Regex((String) a[1]), a));
  }

  private static SqlType third(CallSite call) {
    return call.name().equalsIgnoreCase("regexp_replace") ? STRING : SqlType.INT;
  }

  private static Node replace(CallSite call) {
    call.count(3, 3);
    return regex(
        call,
        STRING,
        (r, a) -> r.search((String) a[0], matcher -> replaced(matcher, (String) a[2])));
  }

  private static String replaced(Matcher matcher, String by) {
    StringBuilder result = new StringBuilder();
    try {
      while (matcher.find()) {
        matcher.appendReplacement(result, by);
        TextFunctions.checkLength(result.length());
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw ExprErrors.badPattern(by, "it is no replacement.");
    }
    matcher.appendTail(result);
    return result.toString();
  }

  private static Node extract(CallSite call) {
    call.count(2, 3);
    return regex(
        call,
        STRING,
        (r, a) ->
            r.search(
                (String) a[0],
                matcher -> {
                  int group = a.length > 2 ? ((Long) a[2]).intValue() : 1;
                  if (group < 0 || group > matcher.groupCount()) {
                    throw ExprErrors.badArgument(
                        "regexp_extract", "the pattern has no group " + group + ".");
                  }
                  return matcher.find() && matcher.group(group) != null ? matcher.group(group) : "";
                }));
  }

  private static Node split(CallSite call) {
    call.count(2, 3);
    Function<Object[], Integer> limit = a -> a.length > 2 ? ((Long) a[2]).intValue() : -1;
    return regex(
        call,
        new SqlType.Array(STRING),
        (r, a) -> r.search((String) a[0], m -> parts(m, (String) a[0], limit.apply(a))));
  }

  private static List<String> parts(Matcher matcher, String text, int limit) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while ((limit <= 0 || parts.size() < limit - 1) && matcher.find()) {
      if (matcher.end() == 0) {
        continue; // an empty match at the beginning splits nothing off
      }
      parts.add(text.substring(start, matcher.start()));
      start = matcher.end();
    }
    parts.add(text.substring(start));
    return parts;
  }
}
