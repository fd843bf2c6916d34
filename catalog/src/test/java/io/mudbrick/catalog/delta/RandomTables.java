package io.mudbrick.catalog.delta;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Schemas and rows made from a seed: every type, nested up to a depth, with nulls and extremes. */
final class RandomTables {
  private static final List<ColumnType> SIMPLE =
      Stream.of(ColumnType.Primitive.values())
          .filter(type -> type != ColumnType.TIMESTAMP_NTZ)
          .<ColumnType>map(type -> type)
          .toList();
  private static final String[] TEXTS = {
    "", " ", "a", "ä\u0000b", "🏠", "\uffff", "null", "x".repeat(40), "=/%", "\t\n\"\\"
  };
  private static final long YEAR_1 = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long YEAR_9999 = LocalDate.of(9999, 12, 31).toEpochDay();

  private final Random random;

  RandomTables(long seed) {
    this.random = new Random(seed);
  }

  Schema schema() {
    Schema.Builder schema = Schema.builder().required("id", ColumnType.LONG);
    int columns = 1 + random.nextInt(6);
    for (int i = 0; i < columns; i++) {
      schema.column("c" + i, type(3));
    }
    return schema.build();
  }

  List<Row> rows(Schema schema, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object[] values = new Object[schema.size()];
      values[0] = (long) i;
      for (int c = 1; c < values.length; c++) {
        values[c] = value(schema.column(c).type(), true);
      }
      rows.add(Row.of(schema, values));
    }
    return rows;
  }

  private ColumnType type(int depth) {
    int kind = random.nextInt(depth > 0 ? 10 : 6);
    if (kind < 5) {
      return SIMPLE.get(random.nextInt(SIMPLE.size()));
    } else if (kind == 5) {
      int precision = 1 + random.nextInt(38);
      return ColumnType.decimal(precision, random.nextInt(precision + 1));
    } else if (kind < 8) {
      return ColumnType.array(type(depth - 1));
    } else if (kind == 8) {
      ColumnType key = random.nextBoolean() ? ColumnType.STRING : ColumnType.INT;
      return ColumnType.map(key, type(depth - 1));
    }
    Column[] fields = new Column[1 + random.nextInt(3)];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = Column.of("f" + i, type(depth - 1));
    }
    return ColumnType.struct(fields);
  }

  private Object value(ColumnType type, boolean mayBeNull) {
    if (mayBeNull && random.nextInt(5) == 0) {
      return null;
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return decimal(decimal);
    } else if (type instanceof ColumnType.ArrayOf array) {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(value(array.element(), true));
      }
      return list;
    } else if (type instanceof ColumnType.MapOf map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        entries.put(value(map.key(), false), value(map.value(), true));
      }
      return entries;
    } else if (type instanceof ColumnType.StructOf struct) {
      Object[] values =
          struct.fields().columns().stream().map(field -> value(field.type(), true)).toArray();
      return Row.of(struct.fields(), values);
    }
    return simple((ColumnType.Primitive) type);
  }

  private BigDecimal decimal(ColumnType.Decimal type) {
    BigInteger most = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    BigInteger unscaled =
        random.nextInt(4) == 0 ? most : new BigInteger(most.bitLength(), random).mod(most);
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
  }

  private Object simple(ColumnType.Primitive type) {
    int extreme = random.nextInt(6);
    return switch (type) {
      case BOOLEAN -> random.nextBoolean();
      case BYTE -> (byte) integer(extreme, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> (short) integer(extreme, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> (int) integer(extreme, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> integer(extreme, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT ->
          switch (extreme) {
            case 0 -> Float.NaN;
            case 1 -> -0.0f;
            case 2 -> Float.MAX_VALUE;
            case 3 -> Float.NEGATIVE_INFINITY;
            default -> (float) random.nextGaussian();
          };
      case DOUBLE ->
          switch (extreme) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> Double.MIN_VALUE;
            case 3 -> Double.POSITIVE_INFINITY;
            default -> random.nextGaussian() * 1e300;
          };
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case BINARY -> {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        yield bytes;
      }
      case DATE -> LocalDate.ofEpochDay(integer(extreme, YEAR_1, YEAR_9999));
      case TIMESTAMP -> Instant.EPOCH.plus(micros(extreme), ChronoUnit.MICROS);
      case TIMESTAMP_NTZ -> throw new AssertionError("our tables have none");
    };
  }

  private long micros(int extreme) {
    return integer(extreme, YEAR_1 * 86_400_000_000L, (YEAR_9999 + 1) * 86_400_000_000L - 1);
  }

  private long integer(int extreme, long least, long most) {
    return switch (extreme) {
      case 0 -> least;
      case 1 -> most;
      case 2 -> 0;
      default -> random.longs(1, least, most).findFirst().orElseThrow();
    };
  }
}
