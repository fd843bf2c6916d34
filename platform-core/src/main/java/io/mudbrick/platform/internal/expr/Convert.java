package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts one value, boxed as nodes box it, from type to type by ANSI's rules. */
final class Convert {
  private static final Set<String> TRUE = Set.of("t", "true", "y", "yes", "1");
  private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "0");
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,40}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][+-]?\\d{1,4})?");

  private Convert() {}

  static Object value(SqlType from, Object value, SqlType to) {
    if (to instanceof SqlType.Decimal decimal) {
      BigDecimal fitted = Decimals.fit(decimal(from, value, to), decimal);
      if (fitted == null) {
        throw ExprErrors.numberOutOfRange(to);
      }
      return fitted;
    }
    if (to instanceof SqlType.Array target && from instanceof SqlType.Array source) {
      return elements(source.element(), (List<?>) value, target.element());
    }
    if (!(to instanceof SqlType.Simple simple)) {
      throw ExprErrors.notStorable(from, to);
    }
    return switch (simple) {
      case BOOLEAN -> truth(from, value, to);
      case BYTE, SHORT, INT, LONG -> whole(from, value, to);
      case FLOAT -> (double) (float) real(from, value, to);
      case DOUBLE -> real(from, value, to);
      case STRING -> text(from, value);
      case BINARY -> ((String) value).getBytes(StandardCharsets.UTF_8);
      case DATE -> day(from, value, to);
      case TIMESTAMP -> moment(from, value, to);
      case VOID -> throw ExprErrors.notStorable(from, to);
    };
  }

  private static Object elements(SqlType from, List<?> values, SqlType to) {
    List<@Nullable Object> all = new ArrayList<>(values.size());
    for (Object value : values) {
      Object inner = Values.internal(from, value);
      all.add(inner == null ? null : Values.external(to, value(from, inner, to)));
    }
    return all;
  }

  private static Boolean truth(SqlType from, Object value, SqlType to) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Long number) {
      return number != 0;
    }
    if (value instanceof Double number) {
      return number != 0;
    }
    if (value instanceof BigDecimal number) {
      return number.signum() != 0;
    }
    String text = ((String) value).strip().toLowerCase(Locale.ROOT);
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return TRUE.contains(text);
    }
    throw ExprErrors.castInput(from, to);
  }

  private static Long whole(SqlType from, Object value, SqlType to) {
    BigInteger whole;
    if (value instanceof Boolean truth) {
      return truth ? 1L : 0L;
    } else if (value instanceof Long number) {
      long plain =
          from.equals(SqlType.TIMESTAMP)
              ? Math.floorDiv(number, Dates.MICROS_A_SECOND)
              : (long) number;
      if (!Types.fits(to, plain)) {
        throw ExprErrors.castOverflow(from, to);
      }
      return plain;
    } else if (value instanceof Double number) {
      if (Double.isNaN(number) || Math.abs(number) > 0x1p64) {
        throw ExprErrors.castOverflow(from, to);
      }
      whole = new BigDecimal(number).toBigInteger();
    } else if (value instanceof BigDecimal number) {
      whole = number.toBigInteger();
    } else {
      String text = ((String) value).strip();
      if (!WHOLE.matcher(text).matches()) {
        throw ExprErrors.castInput(from, to);
      }
      whole = new BigInteger(text);
      if (whole.bitLength() >= Types.bits(to)) {
        throw ExprErrors.castInput(from, to);
      }
    }
    if (whole.bitLength() >= Types.bits(to)) {
      throw ExprErrors.castOverflow(from, to);
    }
    return whole.longValue();
  }

  private static double real(SqlType from, Object value, SqlType to) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof Long number) {
      return from.equals(SqlType.TIMESTAMP)
          ? (double) number / Dates.MICROS_A_SECOND
          : (double) number;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    String text = ((String) value).strip();
    switch (text.toLowerCase(Locale.ROOT)) {
      case "nan":
        return Double.NaN;
      case "inf", "+inf", "infinity", "+infinity":
        return Double.POSITIVE_INFINITY;
      case "-inf", "-infinity":
        return Double.NEGATIVE_INFINITY;
      default:
        if (!NUMBER.matcher(text).matches()) {
          throw ExprErrors.castInput(from, to);
        }
        return Double.parseDouble(text);
    }
  }

  private static BigDecimal decimal(SqlType from, Object value, SqlType to) {
    if (value instanceof BigDecimal number) {
      return number;
    }
    if (value instanceof Boolean truth) {
      return truth ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof Long number) {
      BigDecimal whole = BigDecimal.valueOf(number);
      return from.equals(SqlType.TIMESTAMP) ? whole.movePointLeft(6) : whole;
    }
    if (value instanceof Double number) {
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw ExprErrors.numberOutOfRange(to);
      }
      return from.equals(SqlType.FLOAT)
          ? new BigDecimal(Float.toString(number.floatValue()))
          : BigDecimal.valueOf(number);
    }
    String text = ((String) value).strip();
    if (!NUMBER.matcher(text).matches()) {
      throw ExprErrors.castInput(from, to);
    }
    return new BigDecimal(text);
  }

  static String text(SqlType from, Object value) {
    if (from.equals(SqlType.DATE)) {
      return Dates.dateText((Long) value);
    }
    if (from.equals(SqlType.TIMESTAMP)) {
      return Dates.timestampText((Long) value);
    }
    if (from.equals(SqlType.FLOAT)) {
      return Float.toString(((Double) value).floatValue());
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : value.toString();
  }

  private static Long day(SqlType from, Object value, SqlType to) {
    if (value instanceof Long number) {
      return from.equals(SqlType.TIMESTAMP) ? (Long) Dates.floorDay(number) : number;
    }
    Long day = Dates.parseDate((String) value);
    if (day == null) {
      throw ExprErrors.castInput(from, to);
    }
    return day;
  }

  private static Long moment(SqlType from, Object value, SqlType to) {
    if (value instanceof String text) {
      Long micros = Dates.parseTimestamp(text);
      if (micros == null) {
        throw ExprErrors.castInput(from, to);
      }
      return micros;
    }
    try {
      if (value instanceof Long number) {
        return from.equals(SqlType.DATE)
            ? Dates.startOfDay(number)
            : Math.multiplyExact(number, Dates.MICROS_A_SECOND);
      }
      BigDecimal seconds = decimal(from, value, SqlType.decimal(38, 6));
      return seconds.movePointRight(6).setScale(0, RoundingMode.DOWN).longValueExact();
    } catch (ArithmeticException e) {
      throw ExprErrors.castOverflow(from, to);
    }
  }
}
