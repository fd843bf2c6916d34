package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings Java values into the class that their column wants, without loss or not at all. */
public final class Values {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long EXACT_IN_DOUBLE = 1L << 53;
  private static final int EXACT_IN_FLOAT = 1 << 24;

  private static final Set<ColumnType> WIDER_THAN_INT = Set.of(ColumnType.LONG, ColumnType.DOUBLE);
  private static final Set<ColumnType> WIDER_THAN_SHORT =
      Set.of(ColumnType.INT, ColumnType.LONG, ColumnType.FLOAT, ColumnType.DOUBLE);
  private static final Set<ColumnType> WIDER_THAN_BYTE =
      Set.of(
          ColumnType.SHORT, ColumnType.INT, ColumnType.LONG, ColumnType.FLOAT, ColumnType.DOUBLE);

  private Values() {}

  /** The value as {@link ColumnType#javaType()}, or an error that names the column. */
  public static @Nullable Object conform(Column column, @Nullable Object value) {
    if (value == null) {
      if (!column.nullable()) {
        throw DeltaErrors.nullInRequired(column);
      }
      return null;
    }
    if (column.type() instanceof ColumnType.Decimal decimal) {
      return decimal(column, decimal, value);
    }
    if (column.type().storage() == ColumnType.Storage.NESTED) {
      return NestedValues.conform(column, value);
    }
    return switch ((Primitive) column.type()) {
      case BYTE -> (byte) integer(column, value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> (short) integer(column, value, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> (int) integer(column, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> integer(column, value, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> real(column, value, EXACT_IN_FLOAT).floatValue();
      case DOUBLE -> real(column, value, EXACT_IN_DOUBLE).doubleValue();
      case TIMESTAMP -> toMicros(instance(column, value, Instant.class));
      case TIMESTAMP_NTZ ->
          instance(column, value, LocalDateTime.class).truncatedTo(ChronoUnit.MICROS);
      case BOOLEAN, STRING, BINARY, DATE -> instance(column, value, column.type().javaType());
    };
  }

  /** Whether every value of one type is a value of another, so that columns may be widened. */
  static boolean widens(ColumnType from, ColumnType to) {
    return switch (from instanceof ColumnType.Primitive primitive ? primitive : Primitive.BINARY) {
      case BYTE -> WIDER_THAN_BYTE.contains(to);
      case SHORT -> WIDER_THAN_SHORT.contains(to);
      case INT -> WIDER_THAN_INT.contains(to);
      case FLOAT -> to == ColumnType.DOUBLE;
      default -> false;
    };
  }

  /** Microseconds since the epoch of an instant or a local time, finer parts cut off. */
  public static long micros(Column column, Object value) {
    Instant instant =
        value instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) value;
    try {
      // Not ChronoUnit.MICROS.between: it counts nanoseconds on the way, which end in 2262.
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
          instant.getNano() / 1000);
    } catch (ArithmeticException e) {
      throw DeltaErrors.outOfRange(column, value);
    }
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  public static LocalDateTime localDateTime(long micros) {
    return LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC);
  }

  public static int days(Column column, LocalDate date) {
    long days = date.toEpochDay();
    if (days != (int) days) {
      throw DeltaErrors.outOfRange(column, date);
    }
    return (int) days;
  }

  public static int toInt(Column column, long value) {
    if (value != (int) value) {
      throw DeltaErrors.outOfRange(column, value);
    }
    return (int) value;
  }

  /** The SQL name of the values of a Java class, for messages. */
  public static String sqlNameOf(Class<?> type) {
    for (Primitive primitive : Primitive.values()) {
      if (primitive.javaType() == type) {
        return primitive.sqlName();
      }
    }
    if (type == BigDecimal.class) {
      return "decimal";
    }
    return type == Number.class ? "numeric" : type.getSimpleName();
  }

  private static Instant toMicros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static <T> T instance(Column column, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw DeltaErrors.wrongType(column, value);
    }
    return type.cast(value);
  }

  private static long integer(Column column, Object value, long min, long max) {
    long number;
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      number = ((Number) value).longValue();
    } else if (value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
      number = big.longValue();
    } else {
      throw DeltaErrors.wrongType(column, value);
    }
    if (number < min || number > max) {
      throw DeltaErrors.outOfRange(column, value);
    }
    return number;
  }

  private static Number real(Column column, Object value, long exact) {
    if (value instanceof Float || (value instanceof Double && exact == EXACT_IN_DOUBLE)) {
      return (Number) value;
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      long number = ((Number) value).longValue();
      if (number < -exact || number > exact) {
        throw DeltaErrors.outOfRange(column, value);
      }
      return number;
    }
    throw DeltaErrors.wrongType(column, value);
  }

  private static BigDecimal decimal(Column column, ColumnType.Decimal type, Object value) {
    BigDecimal number;
    if (value instanceof BigDecimal big) {
      number = big;
    } else if (value instanceof BigInteger big) {
      number = new BigDecimal(big);
    } else {
      number = BigDecimal.valueOf(integer(column, value, Long.MIN_VALUE, Long.MAX_VALUE));
    }
    try {
      BigDecimal scaled = number.setScale(type.scale(), RoundingMode.UNNECESSARY);
      if (scaled.precision() <= type.precision()) {
        return scaled;
      }
    } catch (ArithmeticException e) {
      throw DeltaErrors.outOfRange(column, value);
    }
    throw DeltaErrors.outOfRange(column, value);
  }
}
