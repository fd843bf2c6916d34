package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The columns of a Parquet file that no log describes, by what the file says of itself. */
final class FileSchema {
  private FileSchema() {}

  /**
   * @throws io.mudbrick.platform.PlatformException NOT_IMPLEMENTED for a type that tables lack
   */
  static Schema of(GroupType file) {
    List<Column> columns = new ArrayList<>();
    for (Type field : file.getFields()) {
      columns.add(Column.of(field.getName(), type(field)));
    }
    return Schema.of(columns);
  }

  private static ColumnType type(Type field) {
    if (field.isPrimitive()) {
      return primitive(field.asPrimitiveType());
    }
    GroupType group = field.asGroupType();
    LogicalTypeAnnotation as = field.getLogicalTypeAnnotation();
    if (as instanceof ListLogicalTypeAnnotation) {
      Type repeated = group.getType(0);
      boolean wraps = NestedTypes.wraps(group, repeated);
      return ColumnType.array(type(wraps ? repeated.asGroupType().getType(0) : repeated));
    }
    if (as instanceof MapLogicalTypeAnnotation) {
      GroupType entries = group.getType(0).asGroupType();
      return ColumnType.map(type(entries.getType(0)), type(entries.getType(1)));
    }
    return ColumnType.struct(of(group));
  }

  private static ColumnType primitive(PrimitiveType field) {
    LogicalTypeAnnotation as = field.getLogicalTypeAnnotation();
    if (as instanceof DecimalLogicalTypeAnnotation decimal) {
      return ColumnType.decimal(decimal.getPrecision(), decimal.getScale());
    }
    @Nullable ColumnType type =
        switch (field.getPrimitiveTypeName()) {
          case BOOLEAN -> ColumnType.BOOLEAN;
          case INT32 -> int32(as);
          case INT64 -> int64(as);
          case INT96 -> ColumnType.TIMESTAMP;
          case FLOAT -> ColumnType.FLOAT;
          case DOUBLE -> ColumnType.DOUBLE;
          case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(as);
        };
    if (type == null) {
      throw DeltaErrors.typeNotSupported(field.getName(), String.valueOf(as));
    }
    return type;
  }

  private static @Nullable ColumnType int32(@Nullable LogicalTypeAnnotation as) {
    if (as instanceof DateLogicalTypeAnnotation) {
      return ColumnType.DATE;
    }
    if (as instanceof IntLogicalTypeAnnotation integer) {
      return integer.isSigned() || integer.getBitWidth() < Integer.SIZE ? ColumnType.INT : null;
    }
    return as == null ? ColumnType.INT : null;
  }

  private static @Nullable ColumnType int64(@Nullable LogicalTypeAnnotation as) {
    if (as instanceof TimestampLogicalTypeAnnotation time) {
      return time.isAdjustedToUTC() ? ColumnType.TIMESTAMP : ColumnType.TIMESTAMP_NTZ;
    }
    boolean plain = as == null || (as instanceof IntLogicalTypeAnnotation i && i.isSigned());
    return plain ? ColumnType.LONG : null;
  }

  private static @Nullable ColumnType bytes(@Nullable LogicalTypeAnnotation as) {
    if (as instanceof StringLogicalTypeAnnotation
        || as instanceof EnumLogicalTypeAnnotation
        || as instanceof JsonLogicalTypeAnnotation) {
      return ColumnType.STRING;
    }
    return as == null ? ColumnType.BINARY : null;
  }
}
