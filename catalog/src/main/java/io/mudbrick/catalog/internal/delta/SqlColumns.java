package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.expr.SqlVector;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns of tables as expressions see them. Plain columns pass without a copy. */
public final class SqlColumns {
  private SqlColumns() {}

  /** A timestamp without a zone counts as one of UTC. */
  public static SqlType type(ColumnType type) {
    if (type instanceof ColumnType.Primitive primitive) {
      return switch (primitive) {
        case BOOLEAN -> SqlType.BOOLEAN;
        case BYTE -> SqlType.BYTE;
        case SHORT -> SqlType.SHORT;
        case INT -> SqlType.INT;
        case LONG -> SqlType.LONG;
        case FLOAT -> SqlType.FLOAT;
        case DOUBLE -> SqlType.DOUBLE;
        case STRING -> SqlType.STRING;
        case BINARY -> SqlType.BINARY;
        case DATE -> SqlType.DATE;
        case TIMESTAMP, TIMESTAMP_NTZ -> SqlType.TIMESTAMP;
      };
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return SqlType.decimal(decimal.precision(), decimal.scale());
    }
    if (type instanceof ColumnType.ArrayOf array) {
      return new SqlType.Array(type(array.element()));
    }
    if (type instanceof ColumnType.MapOf map) {
      return new SqlType.MapOf(type(map.key()), type(map.value()));
    }
    List<SqlType.Field> fields = new ArrayList<>();
    for (Column field : ((ColumnType.StructOf) type).fields().columns()) {
      fields.add(new SqlType.Field(field.name(), type(field.type())));
    }
    return new SqlType.Struct(fields);
  }

  public static SqlVector vector(ColumnVector column) {
    SqlType type = type(column.type());
    Object array =
        column.type().storage() == ColumnType.Storage.NESTED
            ? plain(column.nested())
            : Batches.array(column);
    return SqlVector.of(type, array, column.nulls());
  }

  /** The answer as a column of a table; their types match. */
  public static ColumnVector column(ColumnType type, SqlVector vector) {
    if (type.storage() == ColumnType.Storage.NESTED) {
      ColumnVectorBuilder copy = ColumnVector.builder(Column.of("masked", type), vector.size());
      for (int i = 0; i < vector.size(); i++) {
        copy.add(vector.value(i));
      }
      return copy.build();
    }
    return ColumnVector.of(type, vector.array(), vector.nulls());
  }

  private static @Nullable Object[] plain(@Nullable Object[] values) {
    @Nullable Object[] result = new @Nullable Object[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = plain(values[i]);
    }
    return result;
  }

  /** A struct as a map, and so on inwards. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Row row) {
      Map<String, @Nullable Object> struct = new LinkedHashMap<>();
      for (int i = 0; i < row.schema().size(); i++) {
        struct.put(row.schema().column(i).name(), plain(row.get(i)));
      }
      return struct;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> all = new ArrayList<>(list.size());
      list.forEach(element -> all.add(plain(element)));
      return all;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> all = new LinkedHashMap<>();
      map.forEach((key, element) -> all.put(key, plain(element)));
      return all;
    }
    return value instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : value;
  }
}
