package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.DeltaErrors;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column. Get one from the constants, {@link #decimal} or {@link #parse}. Immutable.
 *
 * <p>The interface declares no default method on purpose: with one, initialising {@link Primitive}
 * would initialise this interface first and leave its constants null.
 */
public sealed interface ColumnType {
  ColumnType BOOLEAN = Primitive.BOOLEAN;
  ColumnType BYTE = Primitive.BYTE;
  ColumnType SHORT = Primitive.SHORT;
  ColumnType INT = Primitive.INT;
  ColumnType LONG = Primitive.LONG;
  ColumnType FLOAT = Primitive.FLOAT;
  ColumnType DOUBLE = Primitive.DOUBLE;
  ColumnType STRING = Primitive.STRING;
  ColumnType BINARY = Primitive.BINARY;

  /** A calendar day. */
  ColumnType DATE = Primitive.DATE;

  /** A point in time with microseconds, finer parts are cut off. */
  ColumnType TIMESTAMP = Primitive.TIMESTAMP;

  /** The name in a Delta log and in Unity Catalog's {@code type_json}: {@code long}. */
  String deltaName();

  /** The name in SQL and in Unity Catalog's {@code type_text}: {@code bigint}. */
  String sqlName();

  /** The class of one value in a {@link Row}: {@code Long}. */
  Class<?> javaType();

  /** The kind of array that holds a column of this type. */
  Storage storage();

  /**
   * @param precision decimal digits in all, 1 to 38
   * @param scale digits behind the point, 0 to {@code precision}
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for other numbers
   */
  static ColumnType decimal(int precision, int scale) {
    return new Decimal(precision, scale);
  }

  /**
   * Reads a Delta or SQL type name in any case: {@code long}, {@code BIGINT}, {@code
   * decimal(10,2)}.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown name
   */
  static ColumnType parse(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    for (Primitive type : Primitive.values()) {
      if (wanted.equals(type.deltaName) || wanted.equals(type.sqlName)) {
        return type;
      }
    }
    Matcher decimal = Decimal.NAME.matcher(wanted);
    if (decimal.matches()) {
      return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    throw DeltaErrors.unknownType(name);
  }

  /** How the values of a column lie in memory. */
  enum Storage {
    /** {@code boolean[]}. */
    BOOLEANS,
    /** {@code int[]}; a date is its days since 1970-01-01. */
    INTS,
    /** {@code long[]}; a timestamp is its microseconds since 1970-01-01T00:00Z. */
    LONGS,
    /** {@code float[]}. */
    FLOATS,
    /** {@code double[]}. */
    DOUBLES,
    /** {@code String[]}. */
    STRINGS,
    /** {@code byte[][]}. */
    BINARIES,
    /** {@code BigDecimal[]}. */
    DECIMALS
  }

  /** The types without parameters. */
  enum Primitive implements ColumnType {
    BOOLEAN("boolean", "boolean", Boolean.class, Storage.BOOLEANS),
    BYTE("byte", "tinyint", Byte.class, Storage.INTS),
    SHORT("short", "smallint", Short.class, Storage.INTS),
    INT("integer", "int", Integer.class, Storage.INTS),
    LONG("long", "bigint", Long.class, Storage.LONGS),
    FLOAT("float", "float", Float.class, Storage.FLOATS),
    DOUBLE("double", "double", Double.class, Storage.DOUBLES),
    STRING("string", "string", String.class, Storage.STRINGS),
    BINARY("binary", "binary", byte[].class, Storage.BINARIES),
    DATE("date", "date", LocalDate.class, Storage.INTS),
    TIMESTAMP("timestamp", "timestamp", Instant.class, Storage.LONGS);

    private final String deltaName;
    private final String sqlName;
    private final Class<?> javaType;
    private final Storage storage;

    Primitive(String deltaName, String sqlName, Class<?> javaType, Storage storage) {
      this.deltaName = deltaName;
      this.sqlName = sqlName;
      this.javaType = javaType;
      this.storage = storage;
    }

    @Override
    public String deltaName() {
      return deltaName;
    }

    @Override
    public String sqlName() {
      return sqlName;
    }

    @Override
    public Class<?> javaType() {
      return javaType;
    }

    @Override
    public Storage storage() {
      return storage;
    }

    @Override
    public String toString() {
      return sqlName;
    }
  }

  /** Exact numbers with a fixed scale. */
  record Decimal(int precision, int scale) implements ColumnType {
    private static final Pattern NAME =
        Pattern.compile("decimal\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");

    public Decimal {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw DeltaErrors.badDecimal(precision, scale);
      }
    }

    @Override
    public String deltaName() {
      return "decimal(" + precision + "," + scale + ")";
    }

    @Override
    public String sqlName() {
      return deltaName();
    }

    @Override
    public Class<?> javaType() {
      return BigDecimal.class;
    }

    @Override
    public Storage storage() {
      return Storage.DECIMALS;
    }

    @Override
    public String toString() {
      return deltaName();
    }
  }
}
