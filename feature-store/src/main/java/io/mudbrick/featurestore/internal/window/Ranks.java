package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.ColumnVector;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** Numbers the values of a column in their order, from 0; equal ones alike, null as -1. */
final class Ranks {
  private static final int NULL = -1;

  private Ranks() {}

  static int[] of(ColumnVector column) {
    return switch (column.type().storage()) {
      case BOOLEANS -> numbers(column, i -> column.booleans()[i] ? 1 : 0);
      case INTS -> numbers(column, i -> column.ints()[i]);
      case LONGS -> numbers(column, i -> column.longs()[i]);
      case FLOATS -> numbers(column, i -> ordered(column.floats()[i]));
      case DOUBLES -> numbers(column, i -> ordered(column.doubles()[i]));
      case STRINGS ->
          objects(
              column,
              i -> Objects.requireNonNull(column.strings()[i]),
              Comparator.comparing(Ranks::utf8, Arrays::compareUnsigned));
      case DECIMALS ->
          objects(
              column,
              i -> Objects.requireNonNull(column.decimals()[i]).stripTrailingZeros(),
              BigDecimal::compareTo);
      case BINARIES, NESTED -> throw new IllegalArgumentException("no order: " + column.type());
    };
  }

  /** Longs in whose order the values stand; what stands for null means nothing. */
  static long[] keys(ColumnVector column) {
    return switch (column.type().storage()) {
      case BOOLEANS -> keys(column, i -> column.booleans()[i] ? 1 : 0);
      case INTS -> keys(column, i -> column.ints()[i]);
      case LONGS -> column.longs();
      case FLOATS -> keys(column, i -> ordered(column.floats()[i]));
      case DOUBLES -> keys(column, i -> ordered(column.doubles()[i]));
      default -> Arrays.stream(of(column)).asLongStream().toArray();
    };
  }

  private static long[] keys(ColumnVector column, AsLong value) {
    long[] keys = new long[column.size()];
    Arrays.setAll(keys, value::at);
    return keys;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A long in whose order doubles stand: both zeros are one, and NaN is the greatest. */
  private static long ordered(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** The value of a row as a long. */
  @FunctionalInterface
  private interface AsLong {
    long at(int row);
  }

  private static int[] numbers(ColumnVector column, AsLong value) {
    long[] sorted = new long[column.size()];
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (!column.isNull(i)) {
        sorted[size++] = value.at(i);
      }
    }
    Arrays.sort(sorted, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || sorted[i] != sorted[distinct - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    int[] ranks = new int[column.size()];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = column.isNull(i) ? NULL : Arrays.binarySearch(sorted, 0, distinct, value.at(i));
    }
    return ranks;
  }

  private static <T> int[] objects(
      ColumnVector column, IntFunction<T> value, Comparator<? super T> order) {
    Map<T, Integer> rankOf = new HashMap<>();
    for (int i = 0; i < column.size(); i++) {
      if (!column.isNull(i)) {
        rankOf.put(value.apply(i), NULL);
      }
    }
    int next = 0;
    for (T each : rankOf.keySet().stream().sorted(order).toList()) {
      rankOf.put(each, next++);
    }
    int[] ranks = new int[column.size()];
    for (int i = 0; i < ranks.length; i++) {
      Integer rank = column.isNull(i) ? null : rankOf.get(value.apply(i));
      ranks[i] = rank == null ? NULL : rank;
    }
    return ranks;
  }
}
