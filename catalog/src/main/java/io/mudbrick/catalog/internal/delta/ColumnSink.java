package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one Parquet column into an array of known length. Values arrive at {@code
 * next}; places that get none are null.
 */
abstract class ColumnSink extends PrimitiveConverter {
  final Column column;
  int next;

  private final Object array;
  private boolean @Nullable [] nulls;
  private final int size;

  ColumnSink(Column column, Object array, int size) {
    this.column = column;
    this.array = array;
    this.size = size;
  }

  /** A sink for a column of a file; the file's type may be narrower, or laid out in another way. */
  static ColumnSink of(Column column, PrimitiveType type, int size) {
    Object array = Batches.newArray(column.type().storage(), size);
    return switch (column.type().storage()) {
      case BOOLEANS -> new Booleans(column, (boolean[]) array);
      case INTS -> new Ints(column, (int[]) array);
      case LONGS ->
          column.type() == ColumnType.TIMESTAMP || column.type() == ColumnType.TIMESTAMP_NTZ
              ? new Timestamps(column, (long[]) array, type)
              : new Longs(column, (long[]) array);
      case FLOATS -> new Floats(column, (float[]) array);
      case DOUBLES -> new Doubles(column, (double[]) array);
      case STRINGS -> new Strings(column, (String[]) array);
      case BINARIES -> new Binaries(column, (byte[][]) array);
      case DECIMALS -> new Decimals(column, (BigDecimal[]) array, type);
      case NESTED -> throw new ParquetDecodingException("Column " + type.getName() + " is flat");
    };
  }

  final void skipNull() {
    if (nulls == null) {
      nulls = new boolean[size];
    }
    nulls[next++] = true;
  }

  final ColumnVector vector() {
    return ColumnVector.of(column.type(), array, nulls);
  }

  private static final class Booleans extends ColumnSink {
    private final boolean[] target;

    Booleans(Column column, boolean[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    public void addBoolean(boolean value) {
      target[next++] = value;
    }
  }

  private static final class Ints extends ColumnSink {
    private final int[] target;

    Ints(Column column, int[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    public void addInt(int value) {
      target[next++] = value;
    }
  }

  private static final class Longs extends ColumnSink {
    private final long[] target;

    Longs(Column column, long[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    public void addLong(long value) {
      target[next++] = value;
    }

    @Override
    public void addInt(int value) {
      target[next++] = value;
    }
  }

  /** Points in time in any of the four ways in which Parquet files hold them. */
  private static final class Timestamps extends ColumnSink {
    private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final long[] target;
    private final long multiplier;
    private final long divisor;

    Timestamps(Column column, long[] target, PrimitiveType type) {
      super(column, target, target.length);
      this.target = target;
      if (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp) {
        this.multiplier =
            switch (timestamp.getUnit()) {
              case MILLIS -> 1000;
              case MICROS, NANOS -> 1;
            };
        this.divisor =
            switch (timestamp.getUnit()) {
              case NANOS -> 1000;
              case MICROS, MILLIS -> 1;
            };
      } else {
        this.multiplier = 1;
        this.divisor = 1;
      }
    }

    @Override
    public void addLong(long value) {
      target[next++] =
          divisor == 1 ? Math.multiplyExact(value, multiplier) : Math.floorDiv(value, divisor);
    }

    @Override
    public void addBinary(Binary value) {
      ByteBuffer int96 = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      long nanosOfDay = int96.getLong();
      long day = int96.getInt() - (long) JULIAN_DAY_OF_EPOCH;
      target[next++] = day * MICROS_PER_DAY + Math.floorDiv(nanosOfDay, 1000L);
    }
  }

  private static final class Floats extends ColumnSink {
    private final float[] target;

    Floats(Column column, float[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    public void addFloat(float value) {
      target[next++] = value;
    }
  }

  private static final class Doubles extends ColumnSink {
    private final double[] target;

    Doubles(Column column, double[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    public void addDouble(double value) {
      target[next++] = value;
    }

    @Override
    public void addFloat(float value) {
      target[next++] = value;
    }

    @Override
    public void addInt(int value) {
      target[next++] = value;
    }
  }

  /** Decodes each entry of a dictionary once. */
  private static final class Strings extends ColumnSink {
    private final String[] target;
    private String[] dictionary = {};

    Strings(Column column, String[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    public boolean hasDictionarySupport() {
      return true;
    }

    @Override
    public void setDictionary(Dictionary values) {
      dictionary = new String[values.getMaxId() + 1];
      for (int i = 0; i < dictionary.length; i++) {
        dictionary[i] = values.decodeToBinary(i).toStringUsingUTF8();
      }
    }

    @Override
    public void addValueFromDictionary(int id) {
      target[next++] = dictionary[id];
    }

    @Override
    public void addBinary(Binary value) {
      target[next++] = value.toStringUsingUTF8();
    }
  }

  private static final class Binaries extends ColumnSink {
    private final byte[][] target;

    Binaries(Column column, byte[][] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    public void addBinary(Binary value) {
      target[next++] = value.getBytes();
    }
  }

  private static final class Decimals extends ColumnSink {
    private final BigDecimal[] target;
    private final int fileScale;
    private final int scale;

    Decimals(Column column, BigDecimal[] target, PrimitiveType type) {
      super(column, target, target.length);
      this.target = target;
      this.scale = ((ColumnType.Decimal) column.type()).scale();
      this.fileScale =
          type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
              ? decimal.getScale()
              : scale;
    }

    @Override
    public void addInt(int value) {
      addLong(value);
    }

    @Override
    public void addLong(long value) {
      add(BigDecimal.valueOf(value, fileScale));
    }

    @Override
    public void addBinary(Binary value) {
      add(new BigDecimal(new BigInteger(value.getBytes()), fileScale));
    }

    private void add(BigDecimal value) {
      target[next++] = value.setScale(scale);
    }
  }
}
