package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Finds the parts of nested columns in files, whoever wrote them. */
final class NestedTypes {
  private NestedTypes() {}

  /** The parts of a file's column that the type has; struct fields it lacks are left out. */
  static Type requested(ColumnType type, Type field) {
    if (type instanceof ColumnType.ArrayOf array) {
      GroupType list = group(field, 1);
      Type repeated = list.getType(0);
      Type wanted =
          wraps(list, repeated)
              ? repeated
                  .asGroupType()
                  .withNewFields(requested(array.element(), repeated.asGroupType().getType(0)))
              : requested(array.element(), repeated);
      return list.withNewFields(wanted);
    }
    if (type instanceof ColumnType.MapOf map) {
      GroupType entries = group(group(field, 1).getType(0), 2);
      return field
          .asGroupType()
          .withNewFields(
              entries.withNewFields(
                  requested(map.key(), entries.getType(0)),
                  requested(map.value(), entries.getType(1))));
    }
    if (type instanceof ColumnType.StructOf struct) {
      return struct(struct, group(field, -1));
    }
    if (!field.isPrimitive()) {
      throw new ParquetDecodingException("Field " + field.getName() + " is nested");
    }
    return field;
  }

  /** A struct of which no field is in the file still says which rows are null: one field stays. */
  private static Type struct(ColumnType.StructOf struct, GroupType group) {
    List<Type> fields = new ArrayList<>();
    for (Column column : struct.fields().columns()) {
      Type field = ParquetIn.find(group, column.name());
      if (field != null) {
        fields.add(requested(column.type(), field));
      }
    }
    return group.withNewFields(fields.isEmpty() ? List.of(group.getType(0)) : fields);
  }

  /**
   * Whether the repeated part of a list only wraps its elements; old writers repeat the element
   * itself. The rules are Parquet's own for files of old writers.
   */
  static boolean wraps(GroupType list, Type repeated) {
    return !repeated.isPrimitive()
        && repeated.asGroupType().getFieldCount() == 1
        && !repeated.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED)
        && !repeated.getName().equals("array")
        && !repeated.getName().equals(list.getName() + "_tuple");
  }

  private static GroupType group(Type field, int fields) {
    if (field.isPrimitive() || (fields >= 0 && field.asGroupType().getFieldCount() != fields)) {
      throw new ParquetDecodingException(
          "Field " + field.getName() + " is not laid out as its type");
    }
    return field.asGroupType();
  }
}
