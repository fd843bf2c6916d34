package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.internal.expr.Builtins.Builtin;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Who asks and when; digests; parts of arrays and maps. */
final class OtherFunctions {
  private static final SqlType STRING = SqlType.STRING;
  private static final SqlType BINARY = SqlType.BINARY;

  private OtherFunctions() {}

  static void register(Map<String, Builtin> all) {
    for (String name : List.of("current_user", "session_user", "user")) {
      context(all, name, STRING, EvaluationContext::user);
    }
    for (String name : List.of("current_timestamp", "now")) {
      context(all, name, SqlType.TIMESTAMP, context -> Dates.micros(context.now()));
    }
    for (String name : List.of("current_date", "curdate")) {
      context(all, name, SqlType.DATE, context -> Dates.floorDay(Dates.micros(context.now())));
    }
    for (String name : List.of("is_account_group_member", "is_member")) {
      all.put(name, OtherFunctions::member);
    }
    digest(all, "md5", "MD5");
    digest(all, "sha", "SHA-1");
    digest(all, "sha1", "SHA-1");
    all.put("sha2", OtherFunctions::sha2);
    all.put(
        "crc32",
        call -> {
          call.count(1, 1);
          return call.simple(
              SqlType.LONG,
              List.of(BINARY),
              a -> {
                CRC32 crc = new CRC32();
                crc.update((byte[]) a[0]);
                return crc.getValue();
              });
        });
    all.put(
        "typeof",
        call -> {
          call.count(1, 1);
          return new ConstantNode(STRING, call.type(0).sqlName());
        });
    all.put("[]", OtherFunctions::element);
    all.put("element_at", OtherFunctions::elementAt);
    for (String name : List.of("size", "cardinality", "array_size")) {
      all.put(name, OtherFunctions::size);
    }
    all.put("array_contains", OtherFunctions::contains);
    all.put("mask", OtherFunctions::mask);
  }

  /** A function without arguments that asks the context. */
  static Node contextual(SqlType type, Function<EvaluationContext, Object> answer) {
    return new Node.Boxed(type, List.of()) {
      @Override
      boolean contextual() {
        return true;
      }

      @Override
      Object value(Eval eval) {
        return answer.apply(eval.context());
      }
    };
  }

  private static void context(
      Map<String, Builtin> all,
      String name,
      SqlType type,
      Function<EvaluationContext, Object> answer) {
    all.put(
        name,
        call -> {
          call.count(0, 0);
          return contextual(type, answer);
        });
  }

  private static Node member(CallSite call) {
    call.count(1, 1);
    return new Node.Boxed(SqlType.BOOLEAN, List.of(call.as(0, STRING))) {
      @Override
      boolean contextual() {
        return true;
      }

      @Override
      @Nullable Object value(Eval eval) {
        return child(0).box(eval) instanceof String group
            ? (Boolean) eval.context().groups().test(group)
            : null;
      }
    };
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has those that are asked for here
    }
  }

  private static void digest(Map<String, Builtin> all, String name, String algorithm) {
    all.put(
        name,
        call -> {
          call.count(1, 1);
          return call.simple(
              STRING,
              List.of(BINARY),
              a -> HexFormat.of().formatHex(digest(algorithm, (byte[]) a[0])));
        });
  }

  private static Node sha2(CallSite call) {
    call.count(2, 2);
    return call.simple(
        STRING,
        List.of(BINARY, SqlType.INT),
        a -> {
          int bits = ((Long) a[1]).intValue();
          return switch (bits) {
            case 0, 256, 224, 384, 512 ->
                HexFormat.of().formatHex(digest("SHA-" + (bits == 0 ? 256 : bits), (byte[]) a[0]));
            default -> null;
          };
        });
  }

  private static Node element(CallSite call) {
    call.count(2, 2);
    return element(call, false);
  }

  private static Node elementAt(CallSite call) {
    call.count(2, 2);
    return element(call, true);
  }

  private static Node element(CallSite call, boolean fromOne) {
    SqlType base = call.type(0);
    if (base instanceof SqlType.MapOf map) {
      return new Element.OfMap(call.argument(0), map, call.as(1, map.key()));
    }
    if (base instanceof SqlType.Array array) {
      return new Element.OfArray(call.argument(0), array, call.as(1, SqlType.INT), fromOne);
    }
    throw call.mismatch("`" + base.sqlName() + "` has no elements.");
  }

  private static Node size(CallSite call) {
    call.count(1, 1);
    if (!(call.type(0) instanceof SqlType.Array) && !(call.type(0) instanceof SqlType.MapOf)) {
      throw call.mismatch("`" + call.name() + "` needs an array or a map.");
    }
    return new CallSite.Simple(
        SqlType.INT,
        List.of(call.argument(0)),
        a -> (long) (a[0] instanceof List<?> list ? list.size() : ((Map<?, ?>) a[0]).size()));
  }

  private static Node contains(CallSite call) {
    call.count(2, 2);
    if (!(call.type(0) instanceof SqlType.Array array)) {
      throw call.mismatch("`array_contains` needs an array.");
    }
    return new CallSite.Simple(
        SqlType.BOOLEAN,
        List.of(call.argument(0), call.as(1, array.element())),
        a -> {
          boolean gap = false;
          for (Object value : (List<?>) a[0]) {
            Object element = Values.internal(array.element(), value);
            if (element == null) {
              gap = true;
            } else if (Types.nested(array.element())
                ? Objects.equals(element, a[1])
                : Conditionals.order(element, a[1]) == 0) {
              return true;
            }
          }
          return gap ? null : (Boolean) false;
        });
  }

  /** {@code mask(text, upper, lower, digit, other)}: each kind by one character; null leaves it. */
  private static Node mask(CallSite call) {
    call.count(1, 5);
    int[] by = {'X', 'x', 'n', -1};
    for (int i = 1; i < call.size(); i++) {
      by[i - 1] =
          call.type(i).equals(SqlType.VOID)
              ? -1
              : ((String) call.constant(i, STRING)).codePoints().findFirst().orElse(-1);
    }
    return new CallSite.Simple(STRING, List.of(call.as(0, STRING)), a -> masked((String) a[0], by));
  }

  private static String masked(String text, int[] by) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int kind =
                  Character.isUpperCase(c)
                      ? 0
                      : Character.isLowerCase(c) ? 1 : Character.isDigit(c) ? 2 : 3;
              result.appendCodePoint(by[kind] < 0 ? c : by[kind]);
            });
    return result.toString();
  }
}
