package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Keys of every type that a key can have, few enough to meet, nulls among them. */
public final class RandomKeys {
  public static final List<ColumnType> TYPES =
      List.of(
          ColumnType.BOOLEAN,
          ColumnType.BYTE,
          ColumnType.SHORT,
          ColumnType.INT,
          ColumnType.LONG,
          ColumnType.FLOAT,
          ColumnType.DOUBLE,
          ColumnType.STRING,
          ColumnType.BINARY,
          ColumnType.DATE,
          ColumnType.decimal(12, 2));

  private RandomKeys() {}

  public static List<ColumnType> types(SplittableRandom random) {
    List<ColumnType> types = new ArrayList<>();
    for (int c = 1 + random.nextInt(3); c > 0; c--) {
      types.add(TYPES.get(random.nextInt(TYPES.size())));
    }
    return types;
  }

  public static List<ColumnVector> keys(SplittableRandom random, List<ColumnType> types, int rows) {
    return types.stream().map(type -> key(random, type, rows, true)).toList();
  }

  /** As those of a table, whose keys are never null. */
  public static List<ColumnVector> present(
      SplittableRandom random, List<ColumnType> types, int rows) {
    return types.stream().map(type -> key(random, type, rows, false)).toList();
  }

  private static ColumnVector key(
      SplittableRandom random, ColumnType type, int rows, boolean nulls) {
    ColumnVectorBuilder key = ColumnVector.builder(Column.of("k", type), rows);
    for (int i = 0; i < rows; i++) {
      key.add(nulls && random.nextInt(12) == 0 ? null : value(type, random.nextInt(5)));
    }
    return key.build();
  }

  private static Object value(ColumnType type, int n) {
    if (type instanceof ColumnType.Primitive primitive) {
      return switch (primitive) {
        case BOOLEAN -> n > 2;
        case BYTE -> (byte) -n;
        case SHORT -> (short) (n * 300);
        case INT -> n * -70_000;
        case LONG -> n * 0x1_0000_0001L;
        case FLOAT -> n == 0 ? Float.NaN : n == 1 ? -0.0f : n == 2 ? 0.0f : n / 3f;
        case DOUBLE -> n == 0 ? Double.NaN : n == 1 ? -0.0 : n == 2 ? 0.0 : n / 3d;
        case STRING -> "käy" + n;
        case BINARY -> ("b" + n).getBytes(StandardCharsets.UTF_8);
        case DATE -> LocalDate.of(1969, 12, 30).plusDays(n);
        case TIMESTAMP, TIMESTAMP_NTZ -> throw new IllegalArgumentException("no key");
      };
    }
    return BigDecimal.valueOf(n * 5L, 2);
  }

  /** Times that often meet, nulls among them. */
  static ColumnVector times(SplittableRandom random, int rows) {
    boolean[] nulls = new boolean[rows];
    long[] micros = new long[rows];
    for (int i = 0; i < rows; i++) {
      nulls[i] = random.nextInt(15) == 0;
      micros[i] = random.nextInt(-10, 20);
    }
    return ColumnVector.of(ColumnType.TIMESTAMP, micros, nulls);
  }

  /** As SQL joins: null equals nothing, zeros each other, and so do NaNs as in Spark. */
  public static boolean equal(List<ColumnVector> left, int i, List<ColumnVector> right, int j) {
    for (int c = 0; c < left.size(); c++) {
      if (!equal(left.get(c).get(i), right.get(c).get(j))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return false;
    }
    if (left instanceof byte[] bytes && right instanceof byte[] others) {
      return Arrays.equals(bytes, others);
    }
    if (left instanceof Double || left instanceof Float) {
      double a = ((Number) left).doubleValue();
      double b = ((Number) right).doubleValue();
      return a == b || (Double.isNaN(a) && Double.isNaN(b));
    }
    return left.equals(right);
  }
}
