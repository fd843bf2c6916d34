package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The errors of expressions, under the names of Spark's error classes. */
public final class ExprErrors {
  private ExprErrors() {}

  static PlatformException syntax(String sql, int position, String near) {
    String what = near.isEmpty() ? "end of input" : "'" + shown(near) + "'";
    return error("PARSE_SYNTAX_ERROR", "Syntax error at or near " + what + "." + at(sql, position));
  }

  static PlatformException badLiteral(String sql, int position, String literal, String type) {
    return error(
        "INVALID_TYPED_LITERAL",
        "The value of the typed literal "
            + type
            + " is invalid: '"
            + shown(literal)
            + "'."
            + at(sql, position));
  }

  static PlatformException tooLong(int longest) {
    return error(
        "EXPRESSION_TOO_LONG", "An expression cannot have more than " + longest + " characters.");
  }

  static PlatformException tooDeep(String sql, int position, int deepest) {
    return error(
        "EXPRESSION_TOO_DEEP",
        "An expression cannot be nested more than " + deepest + " deep." + at(sql, position));
  }

  static PlatformException unknownColumn(
      String sql, int position, String name, List<String> candidates) {
    String hint =
        candidates.isEmpty()
            ? ""
            : " Did you mean one of the following? ["
                + candidates.stream()
                    .limit(5)
                    .map(c -> "`" + shown(c) + "`")
                    .collect(Collectors.joining(", "))
                + "].";
    return error(
        "UNRESOLVED_COLUMN",
        "A column, variable, or function parameter with name `"
            + shown(name)
            + "` cannot be resolved."
            + hint
            + at(sql, position));
  }

  static PlatformException ambiguousColumn(String sql, int position, String name) {
    return error(
        "AMBIGUOUS_REFERENCE", "Reference `" + shown(name) + "` is ambiguous." + at(sql, position));
  }

  static PlatformException unknownField(
      String sql, int position, String name, List<String> fields) {
    return error(
        "FIELD_NOT_FOUND",
        "No such struct field `"
            + shown(name)
            + "` in "
            + fields.stream().map(f -> "`" + shown(f) + "`").collect(Collectors.joining(", "))
            + "."
            + at(sql, position));
  }

  static PlatformException unknownFunction(String sql, int position, String name) {
    return error(
        "UNRESOLVED_ROUTINE", "Cannot resolve routine `" + shown(name) + "`." + at(sql, position));
  }

  static PlatformException aggregate(String sql, int position, String name) {
    return error(
        "UNSUPPORTED_EXPR_FOR_OPERATOR",
        "The aggregate function `"
            + name
            + "` cannot be used: an expression sees one row at a time."
            + at(sql, position));
  }

  static PlatformException argumentCount(
      String sql, int position, String name, String expected, int actual) {
    return error(
        "WRONG_NUM_ARGS",
        "The `%s` requires %s parameters but the actual number is %d.%s"
            .formatted(shown(name), expected, actual, at(sql, position)));
  }

  static PlatformException mismatch(String sql, int position, String what) {
    return error("DATATYPE_MISMATCH", what + at(sql, position));
  }

  static PlatformException notConstant(String sql, int position, String name, String argument) {
    return error(
        "NON_FOLDABLE_ARGUMENT",
        "The function `%s` requires the parameter `%s` to be a literal.%s"
            .formatted(name, argument, at(sql, position)));
  }

  static PlatformException badPattern(String pattern, String why) {
    return error(
        "INVALID_PARAMETER_VALUE.PATTERN", "'" + shown(pattern) + "' is not a pattern: " + why);
  }

  static PlatformException slowPattern(String pattern) {
    return error(
        "REGEX_TOO_EXPENSIVE",
        "The pattern '" + shown(pattern) + "' takes too many steps on a value.");
  }

  static PlatformException badArgument(String function, String what) {
    return error("INVALID_PARAMETER_VALUE", "Function `" + function + "`: " + what);
  }

  static PlatformException tooMuchText(int longest) {
    return error(
        "EXPRESSION_RESULT_TOO_LONG", "A text would get longer than " + longest + " characters.");
  }

  public static PlatformException notACondition(SqlType type) {
    return error("DATATYPE_MISMATCH", "A condition must be a boolean, not " + type.sqlName() + ".");
  }

  static PlatformException notStorable(SqlType from, SqlType to) {
    return error(
        "DATATYPE_MISMATCH", "A " + from.sqlName() + " cannot be stored as " + to.sqlName() + ".");
  }

  static PlatformException divideByZero() {
    return error(
        "DIVIDE_BY_ZERO", "Division by zero. Use `try_divide` to tolerate it and return NULL.");
  }

  static PlatformException remainderByZero() {
    return error("REMAINDER_BY_ZERO", "Remainder by zero. Use `try_mod` to tolerate it.");
  }

  static PlatformException overflow(SqlType type) {
    return error("ARITHMETIC_OVERFLOW", "The result does not fit in " + type.sqlName() + ".");
  }

  static PlatformException castOverflow(SqlType from, SqlType to) {
    return error(
        "CAST_OVERFLOW",
        "A value of the type "
            + from.sqlName()
            + " cannot be cast to "
            + to.sqlName()
            + " due to an overflow. Use `try_cast` to tolerate it.");
  }

  static PlatformException castInput(SqlType from, SqlType to) {
    // The value is not shown: it may be one that a mask hides from whoever reads the message.
    return error(
        "CAST_INVALID_INPUT",
        "A value of the type "
            + from.sqlName()
            + " cannot be cast to "
            + to.sqlName()
            + " because it is malformed. Use `try_cast` to tolerate it.");
  }

  static PlatformException numberOutOfRange(SqlType type) {
    return error(
        "NUMERIC_VALUE_OUT_OF_RANGE", "A number cannot be represented as " + type.sqlName() + ".");
  }

  static PlatformException indexOutOfBounds(int index, int size) {
    return error(
        "INVALID_ARRAY_INDEX",
        "The index " + index + " is out of bounds: the array has " + size + " elements.");
  }

  static PlatformException wrongValue(SqlType type, Object value) {
    return error(
        "DATATYPE_MISMATCH",
        "A column of type "
            + type.sqlName()
            + " holds a "
            + value.getClass().getSimpleName()
            + ".");
  }

  public static PlatformException wrongArray(SqlType type, Class<?> array) {
    return error(
        "DATATYPE_MISMATCH",
        "An array " + array.getSimpleName() + " does not hold " + type.sqlName() + " values.");
  }

  public static PlatformException badDecimal(int precision, int scale) {
    return error(
        "INVALID_DECIMAL",
        "decimal(%d,%d) is no type: precision 1 to 38, scale 0 to precision."
            .formatted(precision, scale));
  }

  static PlatformException unknownType(String name) {
    return error("UNSUPPORTED_DATATYPE", "Unsupported data type '" + shown(name) + "'.");
  }

  private static PlatformException error(String errorClass, String message) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "[" + errorClass + "] " + message,
        Map.of("reason", errorClass),
        null);
  }

  private static String at(String sql, int position) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < Math.min(position, sql.length()); i++) {
      if (sql.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return " (line " + line + ", pos " + (position - start) + ")";
  }

  private static String shown(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return clean.length() > 100 ? clean.substring(0, 100) + "…" : clean;
  }
}
