package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.Metadata;
import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.BinaryType;
import io.delta.standalone.types.BooleanType;
import io.delta.standalone.types.ByteType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DateType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.FieldMetadata;
import io.delta.standalone.types.FloatType;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.ShortType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Schemas as the log holds them. */
final class LogSchema {
  private static final String COMMENT = "comment";

  private LogSchema() {}

  static StructType toLog(Schema schema) {
    return new StructType(
        schema.columns().stream().map(LogSchema::field).toArray(StructField[]::new));
  }

  /** Refuses names that Parquet files written by Delta cannot hold. */
  static void checkNames(Schema schema) {
    for (Column column : schema.columns()) {
      String name = column.name();
      if (name.chars().anyMatch(c -> " ,;{}()\n\t=".indexOf(c) >= 0)) {
        throw DeltaErrors.badColumnName(name);
      }
      checkNames(column.type());
    }
  }

  private static void checkNames(ColumnType type) {
    if (type instanceof ColumnType.StructOf struct) {
      checkNames(struct.fields());
    } else if (type instanceof ColumnType.ArrayOf array) {
      checkNames(array.element());
    } else if (type instanceof ColumnType.MapOf map) {
      checkNames(map.key());
      checkNames(map.value());
    }
  }

  static Schema of(Metadata metadata) {
    return schema(metadata.getSchema());
  }

  private static Schema schema(StructType struct) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : struct.getFields()) {
      Object comment = field.getMetadata().getEntries().get(COMMENT);
      columns.add(
          new Column(
              field.getName(),
              type(field.getName(), field.getDataType()),
              field.isNullable(),
              comment == null ? null : comment.toString()));
    }
    return Schema.of(columns);
  }

  private static StructField field(Column column) {
    FieldMetadata.Builder metadata = FieldMetadata.builder();
    if (column.comment() != null) {
      metadata.putString(COMMENT, column.comment());
    }
    return new StructField(
        column.name(), dataType(column.type()), column.nullable(), metadata.build());
  }

  private static DataType dataType(ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      return new DecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof ColumnType.ArrayOf array) {
      return new ArrayType(dataType(array.element()), array.containsNull());
    }
    if (type instanceof ColumnType.MapOf map) {
      return new MapType(dataType(map.key()), dataType(map.value()), map.valueContainsNull());
    }
    if (type instanceof ColumnType.StructOf struct) {
      return toLog(struct.fields());
    }
    return switch ((ColumnType.Primitive) type) {
      case BOOLEAN -> new BooleanType();
      case BYTE -> new ByteType();
      case SHORT -> new ShortType();
      case INT -> new IntegerType();
      case LONG -> new LongType();
      case FLOAT -> new FloatType();
      case DOUBLE -> new DoubleType();
      case STRING -> new StringType();
      case BINARY -> new BinaryType();
      case DATE -> new DateType();
      case TIMESTAMP -> new TimestampType();
      case TIMESTAMP_NTZ -> throw DeltaErrors.unsupportedForWrite(Set.of("timestampNtz"));
    };
  }

  private static ColumnType type(String name, DataType type) {
    if (type instanceof DecimalType decimal) {
      return ColumnType.decimal(decimal.getPrecision(), decimal.getScale());
    }
    if (type instanceof ArrayType array) {
      return new ColumnType.ArrayOf(
          type(name + ".element", array.getElementType()), array.containsNull());
    }
    if (type instanceof MapType map) {
      return new ColumnType.MapOf(
          type(name + ".key", map.getKeyType()),
          type(name + ".value", map.getValueType()),
          map.valueContainsNull());
    }
    if (type instanceof StructType struct) {
      return new ColumnType.StructOf(schema(struct));
    }
    ColumnType simple = TypeNames.simple(type.getTypeName());
    if (simple == null) {
      throw DeltaErrors.typeNotSupported(name, type.getTypeName());
    }
    return simple;
  }
}
