package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ModelErrors;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link Frame}: a primitive array and its nulls. The factories take the arrays as
 * they are; do not change them afterwards. Immutable then, thread-safe.
 */
public abstract sealed class Column {
  /** How the values are held. */
  public enum Kind {
    DOUBLE,
    LONG,
    BOOLEAN,
    STRING,
    /** Anything else: dates, bytes, lists, maps, or a mixture. */
    OBJECT
  }

  private Column() {}

  public abstract Kind kind();

  public abstract int size();

  public abstract boolean isNull(int row);

  /** The value as a boxed Java value, or null. */
  public abstract @Nullable Object value(int row);

  /**
   * The value as a number: NaN for null, 1 or 0 for booleans.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST for text and other objects
   */
  public abstract double number(int row);

  /** The rows {@code from} (inclusive) to {@code to} (exclusive). */
  public abstract Column slice(int from, int to);

  /** The rows at these positions, in this order. */
  public abstract Column take(int[] rows);

  private static BitSet taken(BitSet nulls, int[] rows) {
    BitSet taken = new BitSet();
    for (int i = 0; i < rows.length && !nulls.isEmpty(); i++) {
      taken.set(i, nulls.get(rows[i]));
    }
    return taken;
  }

  /**
   * The value as the text by which categories are told apart, or null: whole numbers carry no
   * fraction ({@code 1.0} is {@code 1}), since JSON does not tell them from integers.
   */
  public @Nullable String text(int row) {
    Object value = value(row);
    if (value == null) {
      return null;
    }
    if (value instanceof Double d) {
      double number = d;
      if (Double.isNaN(number)) {
        return null;
      }
      return number == Math.rint(number) && Math.abs(number) < 0x1p53
          ? Long.toString((long) number)
          : Double.toString(number);
    }
    return value.toString();
  }

  /** Doubles, none of them null; NaN is a missing number. */
  public static Column doubles(double... values) {
    return new Doubles(values, new BitSet());
  }

  public static Column doubles(double[] values, BitSet nulls) {
    return new Doubles(values, nulls);
  }

  public static Column longs(long... values) {
    return new Longs(values, new BitSet());
  }

  public static Column longs(long[] values, BitSet nulls) {
    return new Longs(values, nulls);
  }

  public static Column booleans(boolean... values) {
    return new Booleans(values, new BitSet());
  }

  public static Column booleans(boolean[] values, BitSet nulls) {
    return new Booleans(values, nulls);
  }

  /** Strings; a null element is a null. */
  public static Column strings(@Nullable String... values) {
    return new Objects(values, Kind.STRING);
  }

  /** Any objects; a null element is a null. */
  public static Column objects(@Nullable Object... values) {
    return new Objects(values, Kind.OBJECT);
  }

  /**
   * A column of boxed values, in the narrowest kind that holds them all: booleans, integers as
   * longs, numbers as doubles, strings, else objects.
   */
  public static Column of(List<? extends @Nullable Object> values) {
    return ColumnBuilder.build(values);
  }

  private static final class Doubles extends Column {
    private final double[] values;
    private final BitSet nulls;

    Doubles(double[] values, BitSet nulls) {
      this.values = values;
      this.nulls = nulls;
    }

    @Override
    public Kind kind() {
      return Kind.DOUBLE;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isNull(int row) {
      return nulls.get(row);
    }

    @Override
    public @Nullable Object value(int row) {
      return nulls.get(row) ? null : (Object) values[row];
    }

    @Override
    public double number(int row) {
      return nulls.get(row) ? Double.NaN : values[row];
    }

    @Override
    public Column slice(int from, int to) {
      return new Doubles(Arrays.copyOfRange(values, from, to), nulls.get(from, to));
    }

    @Override
    public Column take(int[] rows) {
      double[] taken = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        taken[i] = values[rows[i]];
      }
      return new Doubles(taken, taken(nulls, rows));
    }
  }

  private static final class Longs extends Column {
    private final long[] values;
    private final BitSet nulls;

    Longs(long[] values, BitSet nulls) {
      this.values = values;
      this.nulls = nulls;
    }

    @Override
    public Kind kind() {
      return Kind.LONG;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isNull(int row) {
      return nulls.get(row);
    }

    @Override
    public @Nullable Object value(int row) {
      return nulls.get(row) ? null : (Object) values[row];
    }

    @Override
    public double number(int row) {
      return nulls.get(row) ? Double.NaN : values[row];
    }

    @Override
    public Column slice(int from, int to) {
      return new Longs(Arrays.copyOfRange(values, from, to), nulls.get(from, to));
    }

    @Override
    public Column take(int[] rows) {
      long[] taken = new long[rows.length];
      for (int i = 0; i < rows.length; i++) {
        taken[i] = values[rows[i]];
      }
      return new Longs(taken, taken(nulls, rows));
    }
  }

  private static final class Booleans extends Column {
    private final boolean[] values;
    private final BitSet nulls;

    Booleans(boolean[] values, BitSet nulls) {
      this.values = values;
      this.nulls = nulls;
    }

    @Override
    public Kind kind() {
      return Kind.BOOLEAN;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isNull(int row) {
      return nulls.get(row);
    }

    @Override
    public @Nullable Object value(int row) {
      return nulls.get(row) ? null : (Object) values[row];
    }

    @Override
    public double number(int row) {
      return nulls.get(row) ? Double.NaN : values[row] ? 1 : 0;
    }

    @Override
    public Column slice(int from, int to) {
      return new Booleans(Arrays.copyOfRange(values, from, to), nulls.get(from, to));
    }

    @Override
    public Column take(int[] rows) {
      boolean[] taken = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        taken[i] = values[rows[i]];
      }
      return new Booleans(taken, taken(nulls, rows));
    }
  }

  private static final class Objects extends Column {
    private final @Nullable Object[] values;
    private final Kind kind;

    Objects(@Nullable Object[] values, Kind kind) {
      this.values = values;
      this.kind = kind;
    }

    @Override
    public Kind kind() {
      return kind;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isNull(int row) {
      return values[row] == null;
    }

    @Override
    public @Nullable Object value(int row) {
      return values[row];
    }

    @Override
    public double number(int row) {
      Object value = values[row];
      if (value == null) {
        return Double.NaN;
      }
      if (value instanceof Number number) {
        return number.doubleValue();
      }
      if (value instanceof Boolean flag) {
        return flag ? 1 : 0;
      }
      throw ModelErrors.notANumber(value);
    }

    @Override
    public Column slice(int from, int to) {
      return new Objects(Arrays.copyOfRange(values, from, to), kind);
    }

    @Override
    public Column take(int[] rows) {
      @Nullable Object[] taken = new @Nullable Object[rows.length];
      for (int i = 0; i < rows.length; i++) {
        taken[i] = values[rows[i]];
      }
      return new Objects(taken, kind);
    }
  }
}
