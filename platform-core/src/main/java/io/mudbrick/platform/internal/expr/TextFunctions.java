package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.internal.expr.Builtins.Builtin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of texts. Positions and lengths count code points, as Spark does. */
final class TextFunctions {
  private static final SqlType STRING = SqlType.STRING;
  private static final SqlType INT = SqlType.INT;
  private static final int LONGEST = 1 << 22;

  private TextFunctions() {}

  static void register(Map<String, Builtin> all) {
    for (String name : List.of("lower", "lcase")) {
      one(all, name, text -> text.toLowerCase(Locale.ROOT));
    }
    for (String name : List.of("upper", "ucase")) {
      one(all, name, text -> text.toUpperCase(Locale.ROOT));
    }
    TrimFunctions.register(all);
    one(all, "reverse", text -> new StringBuilder(text).reverse().toString());
    one(all, "initcap", TextFunctions::initcap);
    for (String name : List.of("length", "char_length", "character_length", "len")) {
      all.put(name, TextFunctions::length);
    }
    for (String name : List.of("substring", "substr")) {
      all.put(name, TextFunctions::substring);
    }
    for (String name : List.of("concat", "||")) {
      all.put(name, TextFunctions::concat);
    }
    all.put("concat_ws", TextFunctions::concatWs);
    all.put("replace", TextFunctions::replace);
    fixed(all, "left", STRING, List.of(STRING, INT), a -> cut(text(a, 0), 0, number(a, 1)));
    fixed(
        all,
        "right",
        STRING,
        List.of(STRING, INT),
        a -> {
          int size = size(text(a, 0));
          return cut(text(a, 0), Math.max(0, size - Math.max(0, number(a, 1))), size);
        });
    all.put("lpad", call -> pad(call, true));
    all.put("rpad", call -> pad(call, false));
    fixed(all, "repeat", STRING, List.of(STRING, INT), a -> repeat(text(a, 0), number(a, 1)));
    fixed(
        all,
        "startswith",
        SqlType.BOOLEAN,
        List.of(STRING, STRING),
        a -> text(a, 0).startsWith(text(a, 1)));
    fixed(
        all,
        "endswith",
        SqlType.BOOLEAN,
        List.of(STRING, STRING),
        a -> text(a, 0).endsWith(text(a, 1)));
    fixed(
        all,
        "contains",
        SqlType.BOOLEAN,
        List.of(STRING, STRING),
        a -> text(a, 0).contains(text(a, 1)));
    fixed(all, "instr", INT, List.of(STRING, STRING), a -> position(text(a, 0), text(a, 1), 1));
    for (String name : List.of("locate", "position")) {
      all.put(
          name,
          call -> {
            call.count(2, 3);
            return call.simple(
                INT,
                List.of(STRING, STRING, INT),
                a -> position(text(a, 1), text(a, 0), a.length > 2 ? number(a, 2) : 1));
          });
    }
    fixed(
        all,
        "translate",
        STRING,
        List.of(STRING, STRING, STRING),
        a -> translate(text(a, 0), text(a, 1), text(a, 2)));
    fixed(
        all,
        "split_part",
        STRING,
        List.of(STRING, STRING, INT),
        a -> splitPart(text(a, 0), text(a, 1), number(a, 2)));
    fixed(
        all,
        "ascii",
        INT,
        List.of(STRING),
        a -> text(a, 0).isEmpty() ? 0L : (long) text(a, 0).codePointAt(0));
    fixed(
        all,
        "base64",
        STRING,
        List.of(SqlType.BINARY),
        a -> Base64.getEncoder().encodeToString((byte[]) a[0]));
    fixed(all, "unbase64", SqlType.BINARY, List.of(STRING), a -> unbase64(text(a, 0)));
    all.put("hex", TextFunctions::hex);
  }

  static String text(Object[] arguments, int index) {
    return (String) arguments[index];
  }

  private static int number(Object[] arguments, int index) {
    return ((Long) arguments[index]).intValue();
  }

  private static void one(Map<String, Builtin> all, String name, UnaryOperator<String> function) {
    fixed(all, name, STRING, List.of(STRING), a -> function.apply(text(a, 0)));
  }

  static void fixed(
      Map<String, Builtin> all,
      String name,
      SqlType type,
      List<SqlType> types,
      CallSite.Body body) {
    all.put(
        name,
        call -> {
          call.count(types.size(), types.size());
          return call.simple(type, types, body);
        });
  }

  static int size(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The code points from (inclusive) to (exclusive), as many of them as there are. */
  static String cut(String text, int from, int to) {
    int size = size(text);
    int begin = Math.min(Math.max(from, 0), size);
    int end = Math.min(Math.max(to, begin), size);
    return text.substring(text.offsetByCodePoints(0, begin), text.offsetByCodePoints(0, end));
  }

  static void checkLength(long length) {
    if (length > LONGEST) {
      throw ExprErrors.tooMuchText(LONGEST);
    }
  }

  private static String initcap(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean start = true;
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      result.append(start ? Character.toTitleCase(c) : c);
      start = c == ' ';
    }
    return result.toString();
  }

  private static Node length(CallSite call) {
    call.count(1, 1);
    if (call.type(0).equals(SqlType.BINARY)) {
      return call.simple(INT, List.of(SqlType.BINARY), a -> (long) ((byte[]) a[0]).length);
    }
    return call.simple(INT, List.of(STRING), a -> (long) size(text(a, 0)));
  }

  private static Node substring(CallSite call) {
    call.count(2, 3);
    return call.simple(
        STRING,
        List.of(STRING, INT, INT),
        a -> {
          String text = text(a, 0);
          long from = number(a, 1);
          long start = from > 0 ? from - 1 : from < 0 ? size(text) + from : 0;
          long end = a.length > 2 ? start + Math.max(0, number(a, 2)) : Integer.MAX_VALUE;
          return cut(
              text, (int) Math.max(start, 0), (int) Math.min(Math.max(end, 0), Integer.MAX_VALUE));
        });
  }

  private static Node concat(CallSite call) {
    call.count(1, Integer.MAX_VALUE);
    return call.simple(
        STRING,
        List.of(STRING),
        a -> {
          long length = 0;
          for (Object part : a) {
            length += ((String) part).length();
          }
          checkLength(length);
          StringBuilder result = new StringBuilder((int) length);
          for (Object part : a) {
            result.append((String) part);
          }
          return result.toString();
        });
  }

  /** Nulls are left out; only a null separator makes null. */
  private static Node concatWs(CallSite call) {
    call.count(1, Integer.MAX_VALUE);
    List<Node> texts = new ArrayList<>();
    for (int i = 0; i < call.size(); i++) {
      boolean list = i > 0 && call.type(i) instanceof SqlType.Array;
      texts.add(list ? call.argument(i) : call.as(i, STRING));
    }
    return new Node.Boxed(STRING, texts) {
      @Override
      @Nullable Object value(Eval eval) {
        if (!(child(0).box(eval) instanceof String separator)) {
          return null;
        }
        List<String> parts = new ArrayList<>();
        for (Node node : children().subList(1, children().size())) {
          Object part = node.box(eval);
          if (part instanceof List<?> list) {
            list.stream().filter(e -> e != null).forEach(e -> parts.add(e.toString()));
          } else if (part != null) {
            parts.add((String) part);
          }
        }
        checkLength(
            parts.stream().mapToLong(String::length).sum()
                + (long) separator.length() * parts.size());
        return String.join(separator, parts);
      }
    };
  }

  private static Node replace(CallSite call) {
    call.count(2, 3);
    return call.simple(
        STRING,
        List.of(STRING),
        a -> {
          String search = text(a, 1);
          String by = a.length > 2 ? text(a, 2) : "";
          if (search.isEmpty()) {
            return a[0];
          }
          long most = (long) text(a, 0).length() / search.length() * by.length();
          if (most > LONGEST) {
            long found = 0;
            for (int i = text(a, 0).indexOf(search); i >= 0; ) {
              found++;
              i = text(a, 0).indexOf(search, i + search.length());
            }
            checkLength(found * by.length() + text(a, 0).length());
          }
          return text(a, 0).replace(search, by);
        });
  }

  private static Node pad(CallSite call, boolean left) {
    call.count(2, 3);
    return call.simple(
        STRING,
        List.of(STRING, INT, STRING),
        a -> {
          String text = text(a, 0);
          int wanted = Math.max(0, number(a, 1));
          String pad = a.length > 2 ? text(a, 2) : " ";
          int missing = wanted - size(text);
          if (missing <= 0) {
            return cut(text, 0, wanted);
          }
          if (pad.isEmpty()) {
            return text;
          }
          checkLength((long) wanted * 2);
          String filler = cut(pad.repeat(missing / size(pad) + 1), 0, missing);
          return left ? filler + text : text + filler;
        });
  }

  private static String repeat(String text, int times) {
    checkLength((long) text.length() * Math.max(times, 0));
    return text.repeat(Math.max(times, 0));
  }

  /** The place of a text in another, from 1; 0 when it is not there. */
  private static Long position(String text, String wanted, int from) {
    if (from < 1 || from > size(text) + 1) {
      return 0L;
    }
    int found = text.indexOf(wanted, text.offsetByCodePoints(0, from - 1));
    return found < 0 ? 0L : (long) text.codePointCount(0, found) + 1;
  }

  private static String translate(String text, String from, String to) {
    StringBuilder result = new StringBuilder(text.length());
    int[] by = to.codePoints().toArray();
    int[] wanted = from.codePoints().toArray();
    text.codePoints()
        .forEach(
            c -> {
              int at = 0;
              while (at < wanted.length && wanted[at] != c) {
                at++;
              }
              if (at == wanted.length) {
                result.appendCodePoint(c);
              } else if (at < by.length) {
                result.appendCodePoint(by[at]);
              }
            });
    return result.toString();
  }

  private static String splitPart(String text, String separator, int part) {
    if (part == 0) {
      throw ExprErrors.badArgument("split_part", "the index 0 is not valid.");
    }
    List<String> parts = new ArrayList<>();
    int start = 0;
    if (!separator.isEmpty()) {
      for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
        parts.add(text.substring(start, at));
        start = at + separator.length();
      }
    }
    parts.add(text.substring(start));
    int index = part > 0 ? part - 1 : parts.size() + part;
    return index >= 0 && index < parts.size() ? parts.get(index) : "";
  }

  private static byte[] unbase64(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw ExprErrors.badArgument("unbase64", "the text is not base 64.");
    }
  }

  private static Node hex(CallSite call) {
    call.count(1, 1);
    if (Types.integral(call.type(0))) {
      return call.simple(
          STRING,
          List.of(SqlType.LONG),
          a -> Long.toHexString((Long) a[0]).toUpperCase(Locale.ROOT));
    }
    SqlType type = call.type(0).equals(SqlType.BINARY) ? SqlType.BINARY : STRING;
    return call.simple(
        STRING,
        List.of(type),
        a -> {
          byte[] bytes = a[0] instanceof byte[] b ? b : text(a, 0).getBytes(StandardCharsets.UTF_8);
          return HexFormat.of().withUpperCase().formatHex(bytes);
        });
  }
}
