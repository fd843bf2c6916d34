package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Constants, typed as Spark types them. */
final class Literals {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?(BD|[LSYDF])?", Pattern.CASE_INSENSITIVE);

  private Literals() {}

  static Ast number(String sql, Token token, boolean negative) {
    Matcher parts = NUMBER.matcher(token.text());
    if (!parts.matches()) {
      throw ExprErrors.syntax(sql, token.position(), token.text());
    }
    String suffix = parts.group(3) == null ? "" : parts.group(3).toUpperCase(Locale.ROOT);
    String digits = parts.group(1);
    String exponent = parts.group(2);
    if (exponent != null && exponent.length() > 6) {
      throw ExprErrors.badLiteral(sql, token.position(), token.text(), "double");
    }
    String text = (negative ? "-" : "") + digits + (exponent == null ? "" : exponent);
    int position = token.position();
    switch (suffix) {
      case "D":
        return new Ast.Literal(SqlType.DOUBLE, Double.parseDouble(text), position);
      case "F":
        return new Ast.Literal(SqlType.FLOAT, (double) Float.parseFloat(text), position);
      case "BD":
        return decimal(sql, token, new BigDecimal(text));
      case "":
        if (exponent != null) {
          return new Ast.Literal(SqlType.DOUBLE, Double.parseDouble(text), position);
        }
        return digits.contains(".")
            ? decimal(sql, token, new BigDecimal(text))
            : integer(sql, token, new BigInteger(text), null);
      default:
        if (exponent != null || digits.contains(".")) {
          throw ExprErrors.syntax(sql, position, token.text());
        }
        SqlType type =
            suffix.equals("L") ? SqlType.LONG : suffix.equals("S") ? SqlType.SHORT : SqlType.BYTE;
        return integer(sql, token, new BigInteger(text), type);
    }
  }

  private static Ast integer(String sql, Token token, BigInteger value, @Nullable SqlType wanted) {
    int bits = value.bitLength();
    SqlType type =
        wanted != null ? wanted : bits < 32 ? SqlType.INT : bits < 64 ? SqlType.LONG : null;
    if (type == null) {
      return decimal(sql, token, new BigDecimal(value));
    }
    if (bits >= Types.bits(type)) {
      throw ExprErrors.badLiteral(sql, token.position(), token.text(), type.sqlName());
    }
    return new Ast.Literal(type, value.longValue(), token.position());
  }

  private static Ast decimal(String sql, Token token, BigDecimal value) {
    if (value.scale() < 0) {
      value = value.setScale(0);
    }
    int precision = Math.max(value.precision(), value.scale());
    if (precision > 38) {
      throw ExprErrors.badLiteral(sql, token.position(), token.text(), "decimal");
    }
    return new Ast.Literal(SqlType.decimal(precision, value.scale()), value, token.position());
  }

  /** {@code DATE '2024-01-31'}, {@code TIMESTAMP '...'} or {@code X'1F'}; null for other words. */
  static @Nullable Ast typed(String sql, Token word, Token text) {
    int position = word.position();
    switch (word.lower()) {
      case "date":
        Long day = Dates.parseDate(text.text());
        if (day == null) {
          throw ExprErrors.badLiteral(sql, position, text.text(), "DATE");
        }
        return new Ast.Literal(SqlType.DATE, day, position);
      case "timestamp":
        Long micros = Dates.parseTimestamp(text.text());
        if (micros == null) {
          throw ExprErrors.badLiteral(sql, position, text.text(), "TIMESTAMP");
        }
        return new Ast.Literal(SqlType.TIMESTAMP, micros, position);
      case "x":
        try {
          String hex = text.text().length() % 2 == 0 ? text.text() : "0" + text.text();
          return new Ast.Literal(SqlType.BINARY, HexFormat.of().parseHex(hex), position);
        } catch (IllegalArgumentException e) {
          throw ExprErrors.badLiteral(sql, position, text.text(), "X");
        }
      default:
        return null;
    }
  }
}
