package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns values between how callers box them and how nodes do. */
public final class Values {
  private Values() {}

  /** The class of the array that holds a column of the type. */
  public static Class<?> arrayClass(SqlType type) {
    return switch (type.storage()) {
      case BOOLEANS -> boolean[].class;
      case INTS -> int[].class;
      case LONGS -> long[].class;
      case FLOATS -> float[].class;
      case DOUBLES -> double[].class;
      case OBJECTS ->
          type.equals(SqlType.STRING)
              ? String[].class
              : type.equals(SqlType.BINARY)
                  ? byte[][].class
                  : type instanceof SqlType.Decimal ? BigDecimal[].class : Object[].class;
    };
  }

  /** An element of such an array, as callers box it. */
  public static @Nullable Object boxed(SqlType type, Object array, int row) {
    Object value = Array.get(array, row);
    if (value instanceof Integer number && !type.equals(SqlType.INT)) {
      return external(type, number.longValue());
    }
    if (value instanceof Long && type.equals(SqlType.TIMESTAMP)) {
      return external(type, value);
    }
    return value;
  }

  /** As callers box it, of what a node answered. */
  public static @Nullable Object external(SqlType type, @Nullable Object value) {
    if (value == null || !(type instanceof SqlType.Simple simple)) {
      return value;
    }
    return switch (simple) {
      case BYTE -> (Object) ((Long) value).byteValue();
      case SHORT -> (Object) ((Long) value).shortValue();
      case INT -> (Object) ((Long) value).intValue();
      case FLOAT -> (Object) ((Double) value).floatValue();
      case DATE -> LocalDate.ofEpochDay((Long) value);
      case TIMESTAMP -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
      default -> value;
    };
  }

  /** As nodes box it, of what a caller handed in. */
  static @Nullable Object internal(SqlType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (type instanceof SqlType.Simple simple) {
      return simple(simple, value);
    }
    boolean fits =
        type instanceof SqlType.Decimal
            ? value instanceof BigDecimal
            : type instanceof SqlType.Array ? value instanceof List : value instanceof Map;
    if (!fits) {
      throw ExprErrors.wrongValue(type, value);
    }
    return value;
  }

  private static Object simple(SqlType.Simple type, Object value) {
    switch (type) {
      case BYTE, SHORT, INT, LONG:
        if (value instanceof Long) {
          return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
          return ((Number) value).longValue();
        }
        break;
      case FLOAT, DOUBLE:
        if (value instanceof Double) {
          return value;
        }
        if (value instanceof Number number && !(value instanceof BigDecimal)) {
          return number.doubleValue();
        }
        break;
      case DATE:
        if (value instanceof LocalDate date) {
          return date.toEpochDay();
        }
        break;
      case TIMESTAMP:
        if (value instanceof Instant instant) {
          return Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
        }
        break;
      case BOOLEAN:
        if (value instanceof Boolean) {
          return value;
        }
        break;
      case STRING:
        if (value instanceof String) {
          return value;
        }
        break;
      case BINARY:
        if (value instanceof byte[]) {
          return value;
        }
        break;
      case VOID:
        break;
    }
    throw ExprErrors.wrongValue(type, value);
  }
}
