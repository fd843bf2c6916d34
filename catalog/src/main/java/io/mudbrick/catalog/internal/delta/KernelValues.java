package io.mudbrick.catalog.internal.delta;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings Kernel's vectors into our arrays, and its nested values into lists, maps and rows. */
final class KernelValues {
  private KernelValues() {}

  /** The values at some positions. */
  static io.mudbrick.catalog.delta.ColumnVector vector(
      Column column, ColumnVector source, int[] positions) {
    ColumnType type = column.type();
    int size = positions.length;
    boolean[] nulls = new boolean[size];
    boolean anyNull = false;
    Object array = Batches.newArray(type.storage(), size);
    for (int i = 0; i < size; i++) {
      int row = positions[i];
      if (source.isNullAt(row)) {
        nulls[i] = true;
        anyNull = true;
      } else {
        set(type, array, i, source, row);
      }
    }
    return io.mudbrick.catalog.delta.ColumnVector.of(type, array, anyNull ? nulls : null);
  }

  private static void set(ColumnType type, Object array, int i, ColumnVector source, int row) {
    switch (type.storage()) {
      case BOOLEANS -> ((boolean[]) array)[i] = source.getBoolean(row);
      case INTS -> ((int[]) array)[i] = intAt(type, source, row);
      case LONGS -> ((long[]) array)[i] = source.getLong(row);
      case FLOATS -> ((float[]) array)[i] = source.getFloat(row);
      case DOUBLES -> ((double[]) array)[i] = source.getDouble(row);
      case STRINGS -> ((String[]) array)[i] = source.getString(row);
      case BINARIES -> ((byte[][]) array)[i] = source.getBinary(row);
      case DECIMALS -> ((BigDecimal[]) array)[i] = decimalAt(type, source, row);
      case NESTED -> ((Object[]) array)[i] = Objects.requireNonNull(value(type, source, row));
    }
  }

  private static int intAt(ColumnType type, ColumnVector source, int row) {
    return switch ((ColumnType.Primitive) type) {
      case BYTE -> source.getByte(row);
      case SHORT -> source.getShort(row);
      default -> source.getInt(row);
    };
  }

  private static BigDecimal decimalAt(ColumnType type, ColumnVector source, int row) {
    return source.getDecimal(row).setScale(((ColumnType.Decimal) type).scale());
  }

  private static @Nullable Object value(ColumnType type, ColumnVector source, int row) {
    if (source.isNullAt(row)) {
      return null;
    }
    if (type instanceof ColumnType.ArrayOf array) {
      return list(array, source.getArray(row));
    }
    if (type instanceof ColumnType.MapOf map) {
      return map(map, source.getMap(row));
    }
    if (type instanceof ColumnType.StructOf struct) {
      return struct(struct.fields(), source, row);
    }
    return switch (type.storage()) {
      case BOOLEANS -> source.getBoolean(row);
      case INTS -> boxed(type, intAt(type, source, row));
      case LONGS -> boxed(type, source.getLong(row));
      case FLOATS -> source.getFloat(row);
      case DOUBLES -> source.getDouble(row);
      case STRINGS -> source.getString(row);
      case BINARIES -> source.getBinary(row);
      case DECIMALS -> decimalAt(type, source, row);
      case NESTED -> throw new IllegalStateException("No values of " + type);
    };
  }

  private static Object boxed(ColumnType type, int value) {
    return switch ((ColumnType.Primitive) type) {
      case BYTE -> (Object) (byte) value;
      case SHORT -> (Object) (short) value;
      case DATE -> LocalDate.ofEpochDay(value);
      default -> (Object) value;
    };
  }

  private static Object boxed(ColumnType type, long value) {
    return switch ((ColumnType.Primitive) type) {
      case TIMESTAMP -> Values.instant(value);
      case TIMESTAMP_NTZ -> Values.localDateTime(value);
      default -> (Object) value;
    };
  }

  private static List<@Nullable Object> list(ColumnType.ArrayOf type, ArrayValue array) {
    List<@Nullable Object> list = new ArrayList<>(array.getSize());
    for (int i = 0; i < array.getSize(); i++) {
      list.add(value(type.element(), array.getElements(), i));
    }
    return Collections.unmodifiableList(list);
  }

  private static Map<@Nullable Object, @Nullable Object> map(ColumnType.MapOf type, MapValue map) {
    Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < map.getSize(); i++) {
      entries.put(value(type.key(), map.getKeys(), i), value(type.value(), map.getValues(), i));
    }
    return Collections.unmodifiableMap(entries);
  }

  private static Row struct(Schema fields, ColumnVector source, int row) {
    @Nullable Object[] values = new @Nullable Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(fields.column(i).type(), source.getChild(i), row);
    }
    return Row.trusted(fields, values);
  }
}
