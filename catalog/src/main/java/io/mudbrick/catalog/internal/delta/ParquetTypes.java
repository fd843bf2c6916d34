package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Our columns as Parquet columns, laid out as Spark writes them. */
final class ParquetTypes {
  static final int INT_DIGITS = 9;
  static final int LONG_DIGITS = 18;

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
    String name = column.name();
    if (column.type() instanceof ColumnType.Decimal decimal) {
      return decimal(name, decimal);
    }
    return switch ((ColumnType.Primitive) column.type()) {
      case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
      case BYTE -> integer(name, 8);
      case SHORT -> integer(name, 16);
      case INT -> Types.optional(PrimitiveTypeName.INT32).named(name);
      case LONG -> Types.optional(PrimitiveTypeName.INT64).named(name);
      case FLOAT -> Types.optional(PrimitiveTypeName.FLOAT).named(name);
      case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
      case STRING ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case BINARY -> Types.optional(PrimitiveTypeName.BINARY).named(name);
      case DATE ->
          Types.optional(PrimitiveTypeName.INT32).as(LogicalTypeAnnotation.dateType()).named(name);
      case TIMESTAMP ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(name);
    };
  }

  private static Type integer(String name, int bits) {
    return Types.optional(PrimitiveTypeName.INT32)
        .as(LogicalTypeAnnotation.intType(bits, true))
        .named(name);
  }

  private static Type decimal(String name, ColumnType.Decimal type) {
    LogicalTypeAnnotation annotation =
        LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
    if (type.precision() <= INT_DIGITS) {
      return Types.optional(PrimitiveTypeName.INT32).as(annotation).named(name);
    }
    if (type.precision() <= LONG_DIGITS) {
      return Types.optional(PrimitiveTypeName.INT64).as(annotation).named(name);
    }
    return Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
        .length(decimalBytes(type.precision()))
        .as(annotation)
        .named(name);
  }
}
