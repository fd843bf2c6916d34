package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Hands one Java value of a type to Parquet; never asked for null. */
@FunctionalInterface
interface ValueWriter {
  void write(RecordConsumer consumer, Object value);

  static ValueWriter of(ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      return decimal(decimal);
    }
    if (type instanceof ColumnType.ArrayOf array) {
      return list(of(array.element()));
    }
    if (type instanceof ColumnType.MapOf map) {
      return map(of(map.key()), of(map.value()));
    }
    return type instanceof ColumnType.StructOf struct
        ? struct(struct.fields())
        : primitive((ColumnType.Primitive) type);
  }

  private static ValueWriter primitive(ColumnType.Primitive type) {
    Column named = Column.of(type.sqlName(), type);
    return switch (type) {
      case BOOLEAN -> (consumer, value) -> consumer.addBoolean((Boolean) value);
      case BYTE, SHORT, INT ->
          (consumer, value) -> consumer.addInteger(((Number) value).intValue());
      case LONG -> (consumer, value) -> consumer.addLong((Long) value);
      case FLOAT -> (consumer, value) -> consumer.addFloat((Float) value);
      case DOUBLE -> (consumer, value) -> consumer.addDouble((Double) value);
      case STRING -> (consumer, value) -> consumer.addBinary(Binary.fromString((String) value));
      case BINARY ->
          (consumer, value) -> consumer.addBinary(Binary.fromConstantByteArray((byte[]) value));
      case DATE -> (consumer, value) -> consumer.addInteger(Values.days(named, (LocalDate) value));
      case TIMESTAMP, TIMESTAMP_NTZ ->
          (consumer, value) -> consumer.addLong(Values.micros(named, value));
    };
  }

  private static ValueWriter list(ValueWriter element) {
    return (consumer, value) -> {
      List<?> list = (List<?>) value;
      consumer.startGroup();
      if (!list.isEmpty()) {
        consumer.startField(ParquetTypes.LIST, 0);
        for (Object item : list) {
          consumer.startGroup();
          field(consumer, ParquetTypes.ELEMENT, 0, element, item);
          consumer.endGroup();
        }
        consumer.endField(ParquetTypes.LIST, 0);
      }
      consumer.endGroup();
    };
  }

  private static ValueWriter map(ValueWriter key, ValueWriter element) {
    return (consumer, value) -> {
      Map<?, ?> map = (Map<?, ?>) value;
      consumer.startGroup();
      if (!map.isEmpty()) {
        consumer.startField(ParquetTypes.ENTRIES, 0);
        map.forEach(
            (k, v) -> {
              consumer.startGroup();
              field(consumer, ParquetTypes.KEY, 0, key, k);
              field(consumer, ParquetTypes.VALUE, 1, element, v);
              consumer.endGroup();
            });
        consumer.endField(ParquetTypes.ENTRIES, 0);
      }
      consumer.endGroup();
    };
  }

  private static ValueWriter struct(Schema fields) {
    List<ValueWriter> writers = new ArrayList<>();
    fields.columns().forEach(column -> writers.add(of(column.type())));
    return (consumer, value) -> {
      Row row = (Row) value;
      consumer.startGroup();
      for (int i = 0; i < writers.size(); i++) {
        field(consumer, fields.column(i).name(), i, writers.get(i), row.get(i));
      }
      consumer.endGroup();
    };
  }

  private static void field(
      RecordConsumer consumer, String name, int index, ValueWriter writer, @Nullable Object value) {
    if (value != null) {
      consumer.startField(name, index);
      writer.write(consumer, value);
      consumer.endField(name, index);
    }
  }

  private static ValueWriter decimal(ColumnType.Decimal type) {
    if (type.precision() <= ParquetTypes.INT_DIGITS) {
      return (consumer, value) ->
          consumer.addInteger(((BigDecimal) value).unscaledValue().intValueExact());
    }
    if (type.precision() <= ParquetTypes.LONG_DIGITS) {
      return (consumer, value) ->
          consumer.addLong(((BigDecimal) value).unscaledValue().longValueExact());
    }
    int length = ParquetTypes.decimalBytes(type.precision());
    return (consumer, value) -> consumer.addBinary(fixedLength((BigDecimal) value, length));
  }

  static Binary fixedLength(BigDecimal value, int length) {
    byte[] digits = value.unscaledValue().toByteArray();
    byte[] padded = new byte[length];
    Arrays.fill(padded, 0, length - digits.length, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(digits, 0, padded, length - digits.length, digits.length);
    return Binary.fromConstantByteArray(padded);
  }
}
