package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How types go together, by the ANSI rules of Spark. */
final class Types {
  private static final List<SqlType> INTEGERS =
      List.of(SqlType.BYTE, SqlType.SHORT, SqlType.INT, SqlType.LONG);

  private Types() {}

  static boolean integral(SqlType type) {
    return INTEGERS.contains(type);
  }

  static boolean fractional(SqlType type) {
    return type.equals(SqlType.FLOAT) || type.equals(SqlType.DOUBLE);
  }

  static boolean numeric(SqlType type) {
    return integral(type) || fractional(type) || type instanceof SqlType.Decimal;
  }

  static boolean datetime(SqlType type) {
    return type.equals(SqlType.DATE) || type.equals(SqlType.TIMESTAMP);
  }

  static boolean nested(SqlType type) {
    return type instanceof SqlType.Array
        || type instanceof SqlType.MapOf
        || type instanceof SqlType.Struct;
  }

  static int bits(SqlType type) {
    return switch (INTEGERS.indexOf(type)) {
      case 0 -> 8;
      case 1 -> 16;
      case 2 -> 32;
      default -> 64;
    };
  }

  /** Whether a whole number fits. */
  static boolean fits(SqlType type, long value) {
    return switch (bits(type)) {
      case 8 -> value == (byte) value;
      case 16 -> value == (short) value;
      case 32 -> value == (int) value;
      default -> true;
    };
  }

  /** The decimal that holds every value of an integer type or a decimal. */
  static SqlType.Decimal decimalOf(SqlType type) {
    if (type instanceof SqlType.Decimal decimal) {
      return decimal;
    }
    return switch (INTEGERS.indexOf(type)) {
      case 0 -> new SqlType.Decimal(3, 0);
      case 1 -> new SqlType.Decimal(5, 0);
      case 2 -> new SqlType.Decimal(10, 0);
      default -> new SqlType.Decimal(20, 0);
    };
  }

  /** As Spark cuts a decimal result that has grown too wide: at least six digits stay behind. */
  static SqlType.Decimal bounded(int precision, int scale) {
    if (precision <= 38) {
      return new SqlType.Decimal(precision, scale);
    }
    int whole = precision - scale;
    int kept = Math.max(38 - whole, Math.min(scale, 6));
    return new SqlType.Decimal(38, Math.min(kept, 38));
  }

  /** The numeric type that both widen to. */
  static SqlType widerNumber(SqlType a, SqlType b) {
    if (a.equals(b)) {
      return a;
    }
    if (a instanceof SqlType.Decimal || b instanceof SqlType.Decimal) {
      if (fractional(a) || fractional(b)) {
        return SqlType.DOUBLE;
      }
      SqlType.Decimal x = decimalOf(a);
      SqlType.Decimal y = decimalOf(b);
      int scale = Math.max(x.scale(), y.scale());
      int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
      return bounded(whole + scale, scale);
    }
    if (fractional(a) || fractional(b)) {
      return SqlType.DOUBLE;
    }
    return INTEGERS.get(Math.max(INTEGERS.indexOf(a), INTEGERS.indexOf(b)));
  }

  /** The least common type of two operands, or null when there is none. */
  static @Nullable SqlType common(SqlType a, SqlType b) {
    if (a.equals(b) || b.equals(SqlType.VOID)) {
      return a;
    }
    if (a.equals(SqlType.VOID)) {
      return b;
    }
    if (numeric(a) && numeric(b)) {
      return widerNumber(a, b);
    }
    if (datetime(a) && datetime(b)) {
      return SqlType.TIMESTAMP;
    }
    if (a.equals(SqlType.STRING) && !nested(b)) {
      return withString(b);
    }
    if (b.equals(SqlType.STRING) && !nested(a)) {
      return withString(a);
    }
    if (a instanceof SqlType.Array x && b instanceof SqlType.Array y) {
      SqlType element = common(x.element(), y.element());
      return element == null ? null : new SqlType.Array(element);
    }
    return null;
  }

  private static SqlType withString(SqlType other) {
    if (integral(other)) {
      return SqlType.LONG;
    }
    return other instanceof SqlType.Decimal || other.equals(SqlType.FLOAT) ? SqlType.DOUBLE : other;
  }

  /** Whether a value of one type is taken where another is wanted, without a cast. */
  static boolean implicit(SqlType from, SqlType to) {
    if (from.equals(to) || from.equals(SqlType.VOID)) {
      return true;
    }
    if (nested(from) || nested(to)) {
      return false;
    }
    if (from.equals(SqlType.STRING) || to.equals(SqlType.STRING)) {
      return true;
    }
    if (datetime(from) && datetime(to)) {
      return true;
    }
    if (!numeric(from) || !numeric(to)) {
      return false;
    }
    if (integral(from) && integral(to)) {
      return bits(from) <= bits(to);
    }
    return fractional(to) || (to instanceof SqlType.Decimal && !fractional(from));
  }
}
