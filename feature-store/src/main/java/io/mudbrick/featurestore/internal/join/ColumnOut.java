package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column that is put together from values of several others; null where none was put. Threads may
 * put values to different places.
 */
public final class ColumnOut {
  private final ColumnType type;
  private final ColumnVector target;
  private final boolean[] nulls;

  ColumnOut(ColumnType type, int size) {
    this.type = type;
    nulls = new boolean[size];
    Arrays.fill(nulls, true);
    target = ColumnVector.ofNulls(type, size);
  }

  /**
   * A column with a value in place of its nulls.
   *
   * @param value a column of one row, of the same type
   */
  public static ColumnVector filled(ColumnVector column, ColumnVector value) {
    ColumnOut out = new ColumnOut(column.type(), column.size());
    int[] all = IntStream.range(0, column.size()).toArray();
    out.put(column, all, all);
    int[] gaps = IntStream.range(0, column.size()).filter(column::isNull).toArray();
    out.put(value, new int[gaps.length], gaps);
    return out.vector();
  }

  /**
   * Puts values of another column of this type.
   *
   * @param from where they stand there
   * @param to where they go
   */
  void put(ColumnVector source, int[] from, int[] to) {
    boolean[] sourceNulls = source.nulls();
    for (int i = 0; i < to.length; i++) {
      nulls[to[i]] = sourceNulls != null && sourceNulls[from[i]];
    }
    switch (type.storage()) {
      case BOOLEANS -> put(source.booleans(), target.booleans(), from, to);
      case INTS -> put(source.ints(), target.ints(), from, to);
      case LONGS -> put(source.longs(), target.longs(), from, to);
      case FLOATS -> put(source.floats(), target.floats(), from, to);
      case DOUBLES -> put(source.doubles(), target.doubles(), from, to);
      case STRINGS -> put(source.strings(), target.strings(), from, to);
      case BINARIES -> put(source.binaries(), target.binaries(), from, to);
      case DECIMALS -> put(source.decimals(), target.decimals(), from, to);
      case NESTED -> put(source.nested(), target.nested(), from, to);
    }
  }

  private static void put(boolean[] source, boolean[] target, int[] from, int[] to) {
    for (int i = 0; i < to.length; i++) {
      target[to[i]] = source[from[i]];
    }
  }

  private static void put(int[] source, int[] target, int[] from, int[] to) {
    for (int i = 0; i < to.length; i++) {
      target[to[i]] = source[from[i]];
    }
  }

  private static void put(long[] source, long[] target, int[] from, int[] to) {
    for (int i = 0; i < to.length; i++) {
      target[to[i]] = source[from[i]];
    }
  }

  private static void put(float[] source, float[] target, int[] from, int[] to) {
    for (int i = 0; i < to.length; i++) {
      target[to[i]] = source[from[i]];
    }
  }

  private static void put(double[] source, double[] target, int[] from, int[] to) {
    for (int i = 0; i < to.length; i++) {
      target[to[i]] = source[from[i]];
    }
  }

  private static void put(
      @Nullable Object[] source, @Nullable Object[] target, int[] from, int[] to) {
    for (int i = 0; i < to.length; i++) {
      target[to[i]] = source[from[i]];
    }
  }

  /** The column; its values are not copied, so nothing may be put after. */
  ColumnVector vector() {
    boolean any = false;
    for (boolean isNull : nulls) {
      any |= isNull;
    }
    return ColumnVector.of(type, array(), any ? nulls : null);
  }

  private Object array() {
    return switch (type.storage()) {
      case BOOLEANS -> target.booleans();
      case INTS -> target.ints();
      case LONGS -> target.longs();
      case FLOATS -> target.floats();
      case DOUBLES -> target.doubles();
      case STRINGS -> target.strings();
      case BINARIES -> target.binaries();
      case DECIMALS -> target.decimals();
      case NESTED -> target.nested();
    };
  }
}
