package io.mudbrick.platform.expr;

import io.mudbrick.platform.internal.expr.ExprErrors;
import io.mudbrick.platform.internal.expr.TypeParser;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The type of an expression or a column. Get one from the constants, {@link #decimal} or {@link
 * #parse}. Immutable.
 */
public sealed interface SqlType {
  SqlType BOOLEAN = Simple.BOOLEAN;
  SqlType BYTE = Simple.BYTE;
  SqlType SHORT = Simple.SHORT;
  SqlType INT = Simple.INT;
  SqlType LONG = Simple.LONG;
  SqlType FLOAT = Simple.FLOAT;
  SqlType DOUBLE = Simple.DOUBLE;
  SqlType STRING = Simple.STRING;
  SqlType BINARY = Simple.BINARY;

  /** A calendar day. */
  SqlType DATE = Simple.DATE;

  /** A point in time with microseconds; where a calendar is needed, it is UTC's. */
  SqlType TIMESTAMP = Simple.TIMESTAMP;

  /** The type of a bare NULL. */
  SqlType VOID = Simple.VOID;

  /** The name in SQL: {@code bigint}, {@code decimal(10,2)}, {@code array<int>}. */
  String sqlName();

  /** The kind of array that holds a column of this type. */
  Storage storage();

  /**
   * @param precision decimal digits in all, 1 to 38
   * @param scale digits behind the point, 0 to {@code precision}
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for other numbers
   */
  static SqlType decimal(int precision, int scale) {
    return new Decimal(precision, scale);
  }

  /**
   * Reads a type name of SQL or of a Delta log, in any case: {@code BIGINT}, {@code long}, {@code
   * decimal(10,2)}, {@code array<struct<a:int>>}.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for another name
   */
  static SqlType parse(String name) {
    return TypeParser.parse(name);
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
    /** {@code String[]}, {@code byte[][]}, {@code BigDecimal[]} or {@code Object[]}. */
    OBJECTS
  }

  /** The types without parameters. */
  enum Simple implements SqlType {
    BOOLEAN("boolean", Storage.BOOLEANS),
    BYTE("tinyint", Storage.INTS),
    SHORT("smallint", Storage.INTS),
    INT("int", Storage.INTS),
    LONG("bigint", Storage.LONGS),
    FLOAT("float", Storage.FLOATS),
    DOUBLE("double", Storage.DOUBLES),
    STRING("string", Storage.OBJECTS),
    BINARY("binary", Storage.OBJECTS),
    DATE("date", Storage.INTS),
    TIMESTAMP("timestamp", Storage.LONGS),
    VOID("void", Storage.OBJECTS);

    private final String sqlName;
    private final Storage storage;

    Simple(String sqlName, Storage storage) {
      this.sqlName = sqlName;
      this.storage = storage;
    }

    @Override
    public String sqlName() {
      return sqlName;
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

  /** Exact numbers with a fixed scale; a value is a {@link java.math.BigDecimal}. */
  record Decimal(int precision, int scale) implements SqlType {
    public Decimal {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw ExprErrors.badDecimal(precision, scale);
      }
    }

    @Override
    public String sqlName() {
      return "decimal(" + precision + "," + scale + ")";
    }

    @Override
    public Storage storage() {
      return Storage.OBJECTS;
    }

    @Override
    public String toString() {
      return sqlName();
    }
  }

  /** A list of equal things; a value is a {@link List}. */
  record Array(SqlType element) implements SqlType {
    @Override
    public String sqlName() {
      return "array<" + element.sqlName() + ">";
    }

    @Override
    public Storage storage() {
      return Storage.OBJECTS;
    }

    @Override
    public String toString() {
      return sqlName();
    }
  }

  /** Keys and values; a value is a {@link java.util.Map}. */
  record MapOf(SqlType key, SqlType value) implements SqlType {
    @Override
    public String sqlName() {
      return "map<" + key.sqlName() + "," + value.sqlName() + ">";
    }

    @Override
    public Storage storage() {
      return Storage.OBJECTS;
    }

    @Override
    public String toString() {
      return sqlName();
    }
  }

  /** Named fields; a value is a {@link java.util.Map} from the fields' names. */
  record Struct(List<Field> fields) implements SqlType {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public String sqlName() {
      return fields.stream()
          .map(f -> f.name() + ":" + f.type().sqlName())
          .collect(Collectors.joining(",", "struct<", ">"));
    }

    @Override
    public Storage storage() {
      return Storage.OBJECTS;
    }

    @Override
    public String toString() {
      return sqlName();
    }
  }

  /** A field of a {@link Struct}. */
  record Field(String name, SqlType type) {}
}
