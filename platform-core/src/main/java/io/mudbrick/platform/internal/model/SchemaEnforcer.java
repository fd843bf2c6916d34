package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.FieldType;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Schema;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows into the shape of a schema. Where MLflow's JSON reader and its enforcer differ, the
 * reader wins for widening (an integer is accepted for a double) and the enforcer for narrowing
 * (1.5 is no integer).
 */
public final class SchemaEnforcer {
  private SchemaEnforcer() {}

  /** The columns that the schema names; further ones are left out. */
  public static LinkedHashMap<String, Column> enforce(Schema schema, Frame rows) {
    if (!names(schema)) {
      return enforceByPosition(schema, rows);
    }
    List<Field> fields = schema.fields();
    @Nullable Column[] found = new @Nullable Column[fields.size()];
    for (int i = 0; i < found.length; i++) {
      String name = fields.get(i).name();
      found[i] = name == null ? null : rows.find(name);
      if (name != null && found[i] == null && fields.get(i).required()) {
        throw missing(schema, rows);
      }
    }
    LinkedHashMap<String, Column> out = new LinkedHashMap<>(2 * found.length);
    for (int i = 0; i < found.length; i++) {
      String name = fields.get(i).name();
      Column column = found[i];
      if (name != null && column != null) {
        out.put(name, convert(name, fields.get(i), column));
      }
    }
    return out;
  }

  /** Whether it names any column. */
  private static boolean names(Schema schema) {
    for (Field field : schema.fields()) {
      if (field.name() != null) {
        return true;
      }
    }
    return false;
  }

  /** Whether the columns have their places and kinds already, as those of most requests do. */
  public static boolean isOfShape(Schema schema, Frame rows) {
    if (schema.fields().isEmpty() || rows.columns().size() != schema.fields().size()) {
      return false;
    }
    Iterator<Field> fields = schema.fields().iterator();
    for (Map.Entry<String, Column> column : rows.columns().entrySet()) {
      Field field = fields.next();
      if (!column.getKey().equals(field.name()) || !isOfKind(field, column.getValue().kind())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfKind(Field field, Column.Kind kind) {
    return field.type() instanceof FieldType.Scalar scalar
        && switch (scalar.type()) {
          case DOUBLE, FLOAT -> kind == Column.Kind.DOUBLE;
          case LONG -> kind == Column.Kind.LONG;
          case BOOLEAN -> kind == Column.Kind.BOOLEAN;
          case STRING -> kind == Column.Kind.STRING;
          case INTEGER, DATETIME, BINARY -> false;
        };
  }

  private static LinkedHashMap<String, Column> enforceByPosition(Schema schema, Frame rows) {
    List<String> names = rows.names();
    if (schema.fields().size() == 1
        && schema.fields().get(0).type() instanceof FieldType.Tensor tensor) {
      return enforceMatrix(tensor, rows);
    }
    if (names.size() < schema.fields().size()) {
      throw ModelErrors.tooFewColumns(schema.fields().size(), names.size());
    }
    LinkedHashMap<String, Column> out = new LinkedHashMap<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      out.put(
          names.get(i), convert(names.get(i), schema.fields().get(i), rows.column(names.get(i))));
    }
    return out;
  }

  /** An unnamed tensor of shape (-1, n) takes n numeric columns. */
  private static LinkedHashMap<String, Column> enforceMatrix(FieldType.Tensor tensor, Frame rows) {
    int width = tensor.shape().size() == 2 ? tensor.shape().get(1) : -1;
    if (width >= 0 && rows.columns().size() != width) {
      throw ModelErrors.tooFewColumns(width, rows.columns().size());
    }
    return new LinkedHashMap<>(rows.columns());
  }

  private static PlatformException missing(Schema schema, Frame rows) {
    List<String> missing = new ArrayList<>();
    for (Field field : schema.fields()) {
      String name = field.name();
      if (name != null && field.required() && rows.find(name) == null) {
        missing.add(name);
      }
    }
    List<String> extra = new ArrayList<>(rows.names());
    extra.removeAll(schema.names());
    return ModelErrors.missingColumns(missing, extra);
  }

  private static Column convert(String name, Field field, Column column) {
    FieldType type = field.type();
    if (type instanceof FieldType.Scalar scalar) {
      return convert(name, scalar.type(), column);
    }
    for (int i = 0; i < column.size(); i++) {
      checkNested(name, type, column.value(i), field.required());
    }
    return column;
  }

  private static Column convert(String name, DataType type, Column column) {
    return switch (type) {
      case DOUBLE, FLOAT -> toDoubles(name, type, column);
      case LONG, INTEGER -> toLongs(name, type, column);
      case BOOLEAN -> toBooleans(name, column);
      case STRING -> toStrings(column);
      case DATETIME -> toInstants(name, column);
      case BINARY -> toBytes(name, column);
    };
  }

  private static Column toDoubles(String name, DataType type, Column column) {
    if (column.kind() == Column.Kind.DOUBLE) {
      return column;
    }
    double[] out = new double[column.size()];
    BitSet nulls = new BitSet();
    for (int i = 0; i < out.length; i++) {
      if (column.isNull(i)) {
        nulls.set(i);
        continue;
      }
      Object value = column.kind() == Column.Kind.LONG ? null : column.value(i);
      if (value != null && !(value instanceof Number)) {
        throw ModelErrors.incompatible(name, numpyName(value), numpyName(type));
      }
      out[i] = column.number(i);
      boolean whole = value == null || value instanceof Long;
      if (whole && Math.abs(out[i]) >= 0x1p53) {
        throw ModelErrors.incompatible(name, "int64", numpyName(type));
      }
    }
    return Column.doubles(out, nulls);
  }

  private static Column toLongs(String name, DataType type, Column column) {
    if (column.kind() == Column.Kind.LONG && type == DataType.LONG) {
      return column;
    }
    long[] out = new long[column.size()];
    BitSet nulls = new BitSet();
    for (int i = 0; i < out.length; i++) {
      Object value = column.value(i);
      if (value == null || (value instanceof Double number && number.isNaN())) {
        nulls.set(i);
        continue;
      }
      out[i] = whole(name, type, value);
      if (type == DataType.INTEGER && out[i] != (int) out[i]) {
        throw ModelErrors.incompatible(name, "int64", "int32");
      }
    }
    return Column.longs(out, nulls);
  }

  private static long whole(String name, DataType type, Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Number number) {
      double real = number.doubleValue();
      if (real == Math.rint(real) && Math.abs(real) < 0x1p63) {
        return (long) real;
      }
    }
    throw ModelErrors.incompatible(name, numpyName(value), numpyName(type));
  }

  private static Column toBooleans(String name, Column column) {
    if (column.kind() == Column.Kind.BOOLEAN) {
      return column;
    }
    for (int i = 0; i < column.size(); i++) {
      Object value = column.value(i);
      if (value != null && !(value instanceof Boolean)) {
        throw ModelErrors.incompatible(name, numpyName(value), "bool");
      }
    }
    return column;
  }

  /** Text, as MLflow's reader makes it: whatever comes is written out. */
  private static Column toStrings(Column column) {
    if (column.kind() == Column.Kind.STRING) {
      return column;
    }
    @Nullable String[] out = new String[column.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = column.text(i);
    }
    return Column.strings(out);
  }

  private static Column toInstants(String name, Column column) {
    @Nullable Object[] out = new Object[column.size()];
    for (int i = 0; i < out.length; i++) {
      Object value = column.value(i);
      if (value != null) {
        try {
          out[i] = Dates.instant(value);
        } catch (PlatformException e) {
          throw ModelErrors.failedConversion(name, "datetime", value);
        }
      }
    }
    return Column.objects(out);
  }

  private static Column toBytes(String name, Column column) {
    @Nullable Object[] out = new Object[column.size()];
    for (int i = 0; i < out.length; i++) {
      Object value = column.value(i);
      if (value instanceof String text) {
        try {
          out[i] = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
          throw ModelErrors.failedConversion(name, "binary", text);
        }
      } else if (value == null || value instanceof byte[]) {
        out[i] = value;
      } else {
        throw ModelErrors.failedConversion(name, "binary", value);
      }
    }
    return Column.objects(out);
  }

  private static void checkNested(
      String name, FieldType type, @Nullable Object value, boolean required) {
    if (value == null) {
      if (required && !(type instanceof FieldType.Any)) {
        throw ModelErrors.missingValue(name);
      }
    } else if (type instanceof FieldType.Scalar scalar) {
      convert(name, scalar.type(), Column.of(List.of(value)));
    } else if (type instanceof FieldType.ArrayOf array) {
      if (!(value instanceof List<?> list)) {
        throw ModelErrors.failedConversion(name, "array", value);
      }
      boolean whole = itemsAreRequired(array.items(), required);
      list.forEach(item -> checkNested(name, array.items(), item, whole));
    } else if (type instanceof FieldType.MapOf map) {
      if (!(value instanceof Map<?, ?> entries)) {
        throw ModelErrors.failedConversion(name, "map", value);
      }
      entries.values().forEach(item -> checkNested(name, map.values(), item, required));
    } else if (type instanceof FieldType.Struct struct) {
      if (!(value instanceof Map<?, ?> entries)) {
        throw ModelErrors.failedConversion(name, "object", value);
      }
      struct
          .properties()
          .forEach(
              (key, property) ->
                  checkNested(
                      name + "." + key, property.type(), entries.get(key), property.required()));
    } else if (type instanceof FieldType.Tensor tensor) {
      boolean text = value instanceof String && tensor.dtype().equals("str");
      boolean flag = value instanceof Boolean && tensor.dtype().equals("bool");
      if (!(value instanceof List<?>) && !(value instanceof Number) && !text && !flag) {
        throw ModelErrors.failedConversion(name, "tensor", value);
      }
    }
  }

  /** As in MLflow: doubles have NaN for what is missing, other scalars have nothing for it. */
  private static boolean itemsAreRequired(FieldType items, boolean required) {
    return items instanceof FieldType.Scalar scalar ? scalar.type() != DataType.DOUBLE : required;
  }

  public static Schema infer(Frame frame) {
    List<Field> fields = new ArrayList<>();
    frame.columns().forEach((name, column) -> fields.add(Field.of(name, inferType(column))));
    return new Schema(fields);
  }

  private static DataType inferType(Column column) {
    return switch (column.kind()) {
      case DOUBLE -> DataType.DOUBLE;
      case LONG -> DataType.LONG;
      case BOOLEAN -> DataType.BOOLEAN;
      case STRING -> DataType.STRING;
      case OBJECT -> {
        for (int i = 0; i < column.size(); i++) {
          Object value = column.value(i);
          if (value instanceof Temporal) {
            yield DataType.DATETIME;
          }
          if (value instanceof byte[]) {
            yield DataType.BINARY;
          }
        }
        yield DataType.STRING;
      }
    };
  }

  private static String numpyName(DataType type) {
    return switch (type) {
      case DOUBLE -> "float64";
      case FLOAT -> "float32";
      case LONG -> "int64";
      case INTEGER -> "int32";
      case BOOLEAN -> "bool";
      case STRING, BINARY -> "object";
      case DATETIME -> "datetime64[ns]";
    };
  }

  private static String numpyName(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return "float64";
    }
    if (value instanceof Number) {
      return "int64";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    return value instanceof Instant ? "datetime64[ns]" : "object";
  }
}
