package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** Our columns as Parquet columns, laid out as Spark writes them. */
final class ParquetTypes {
  static final int INT_DIGITS = 9;
  static final int LONG_DIGITS = 18;

  /** How Parquet names the parts of lists and maps. */
  static final String LIST = "list";

  static final String ELEMENT = "element";
  static final String ENTRIES = "key_value";
  static final String KEY = "key";
  static final String VALUE = "value";

  private ParquetTypes() {}

  static MessageType message(Schema schema) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Column column : schema.columns()) {
      message.addField(field(column));
    }
    return message.named("row");
  }

  /** The bytes that any decimal of this precision fits, in two's complement. */
  static int decimalBytes(int precision) {
    int bytes = 1;
    while (Math.floor(Math.log10(2) * (8 * bytes - 1)) < precision) {
      bytes++;
    }
    return bytes;
  }

  private static Type field(Column column) {
    return type(column.name(), column.type(), Repetition.OPTIONAL);
  }

  private static Type type(String name, ColumnType type, Repetition repetition) {
    if (type instanceof ColumnType.Primitive primitive) {
      return primitive(name, primitive, repetition);
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return decimal(name, decimal, repetition);
    }
    if (type instanceof ColumnType.ArrayOf array) {
      return Types.list(repetition)
          .element(type(ELEMENT, array.element(), Repetition.OPTIONAL))
          .named(name);
    }
    if (type instanceof ColumnType.MapOf map) {
      return Types.map(repetition)
          .key(type(KEY, map.key(), Repetition.REQUIRED))
          .value(type(VALUE, map.value(), Repetition.OPTIONAL))
          .named(name);
    }
    Types.GroupBuilder<GroupType> group = Types.buildGroup(repetition);
    ((ColumnType.StructOf) type).fields().columns().forEach(field -> group.addField(field(field)));
    return group.named(name);
  }

  private static Type primitive(String name, ColumnType.Primitive type, Repetition repetition) {
    return switch (type) {
      case BOOLEAN -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
      case BYTE -> integer(name, 8, repetition);
      case SHORT -> integer(name, 16, repetition);
      case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
      case LONG -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
      case FLOAT -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
      case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
      case STRING ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case BINARY -> Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name);
      case DATE ->
          Types.primitive(PrimitiveTypeName.INT32, repetition)
              .as(LogicalTypeAnnotation.dateType())
              .named(name);
      case TIMESTAMP, TIMESTAMP_NTZ ->
          Types.primitive(PrimitiveTypeName.INT64, repetition)
              .as(
                  LogicalTypeAnnotation.timestampType(
                      type == ColumnType.TIMESTAMP, TimeUnit.MICROS))
              .named(name);
    };
  }

  private static Type integer(String name, int bits, Repetition repetition) {
    return Types.primitive(PrimitiveTypeName.INT32, repetition)
        .as(LogicalTypeAnnotation.intType(bits, true))
        .named(name);
  }

  private static Type decimal(String name, ColumnType.Decimal type, Repetition repetition) {
    LogicalTypeAnnotation annotation =
        LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
    if (type.precision() <= INT_DIGITS) {
      return Types.primitive(PrimitiveTypeName.INT32, repetition).as(annotation).named(name);
    }
    if (type.precision() <= LONG_DIGITS) {
      return Types.primitive(PrimitiveTypeName.INT64, repetition).as(annotation).named(name);
    }
    return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
        .length(decimalBytes(type.precision()))
        .as(annotation)
        .named(name);
  }
}
