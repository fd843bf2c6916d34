package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.DeltaErrors;
import io.mudbrick.catalog.internal.delta.TypeNames;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

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

  /**
   * A date and time of day without a time zone. Tables of others are read with it; our own tables
   * do not have it, because its table feature shuts out older readers.
   */
  ColumnType TIMESTAMP_NTZ = Primitive.TIMESTAMP_NTZ;

  /**
   * The name in a Delta log and in Unity Catalog's {@code type_json}: {@code long}; of an array, a
   * map or a struct the JSON object that stands there.
   */
  String deltaName();

  /**
   * The name in SQL and in Unity Catalog's {@code type_text}: {@code bigint}, {@code
   * array<double>}.
   */
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

  /** Lists of values, any of which may be null. A value is a {@link java.util.List}. */
  static ColumnType array(ColumnType element) {
    return new ArrayOf(element, true);
  }

  /** Keys with values, any of which may be null. A value is a {@link java.util.Map}. */
  static ColumnType map(ColumnType key, ColumnType value) {
    return new MapOf(key, value, true);
  }

  /** Values with names. A value is a {@link Row}. */
  static ColumnType struct(Column... fields) {
    return new StructOf(Schema.of(fields));
  }

  /** As the other, with the fields of a schema. */
  static ColumnType struct(Schema fields) {
    return new StructOf(fields);
  }

  /**
   * Reads a Delta or SQL type name in any case: {@code long}, {@code BIGINT}, {@code
   * decimal(10,2)}, {@code map<string,array<int>>}, {@code struct<a:int,b:string>}; also the JSON
   * of {@link #deltaName()}.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown name
   */
  static ColumnType parse(String name) {
    return TypeNames.parse(name);
  }

  /** How the values of a column lie in memory. */
  enum Storage {
    /** {@code boolean[]}. */
    BOOLEANS,
    /** {@code int[]}; a date is its days since 1970-01-01. */
    INTS,
    /** {@code long[]}; a timestamp is its microseconds since 1970-01-01T00:00(Z). */
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
    DECIMALS,
    /** {@code Object[]}: of an array its lists, of a map its maps, of a struct its rows. */
    NESTED
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
    TIMESTAMP("timestamp", "timestamp", Instant.class, Storage.LONGS),
    TIMESTAMP_NTZ("timestamp_ntz", "timestamp_ntz", LocalDateTime.class, Storage.LONGS);

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

  /**
   * Lists of one type.
   *
   * @param containsNull whether an element may be null
   */
  record ArrayOf(ColumnType element, boolean containsNull) implements ColumnType {
    @Override
    public String deltaName() {
      return TypeNames.json(this);
    }

    @Override
    public String sqlName() {
      return "array<" + element.sqlName() + ">";
    }

    @Override
    public Class<?> javaType() {
      return List.class;
    }

    @Override
    public Storage storage() {
      return Storage.NESTED;
    }

    @Override
    public String toString() {
      return sqlName();
    }
  }

  /**
   * Keys with values; no key is null.
   *
   * @param valueContainsNull whether a value may be null
   */
  record MapOf(ColumnType key, ColumnType value, boolean valueContainsNull) implements ColumnType {
    @Override
    public String deltaName() {
      return TypeNames.json(this);
    }

    @Override
    public String sqlName() {
      return "map<" + key.sqlName() + "," + value.sqlName() + ">";
    }

    @Override
    public Class<?> javaType() {
      return Map.class;
    }

    @Override
    public Storage storage() {
      return Storage.NESTED;
    }

    @Override
    public String toString() {
      return sqlName();
    }
  }

  /** Values with names, as a row has them. */
  record StructOf(Schema fields) implements ColumnType {
    public StructOf {
      if (fields.size() == 0) {
        throw DeltaErrors.noColumns();
      }
    }

    @Override
    public String deltaName() {
      return TypeNames.json(this);
    }

    @Override
    public String sqlName() {
      return TypeNames.structSql(fields);
    }

    @Override
    public Class<?> javaType() {
      return Row.class;
    }

    @Override
    public Storage storage() {
      return Storage.NESTED;
    }

    @Override
    public String toString() {
      return sqlName();
    }
  }
}
