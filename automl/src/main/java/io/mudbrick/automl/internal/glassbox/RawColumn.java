package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.internal.data.ColumnPlan;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.platform.model.Column;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Raw values as a column of a table, which wants one type for all of them. */
final class RawColumn {
  private RawColumn() {}

  /**
   * The values of a column.
   *
   * @param parts of it, behind each other
   * @param rows how many they have together
   */
  static ColumnVector of(ColumnPlan plan, List<Column> parts, int rows) {
    boolean mixed = parts.get(0).kind() == Column.Kind.OBJECT;
    boolean texts = mixed && plan.kind() == ColumnPlan.Kind.CATEGORY;
    ColumnType type = texts ? ColumnType.STRING : type(parts);
    ColumnVectorBuilder vector =
        ColumnVector.builder(io.mudbrick.catalog.delta.Column.of(plan.name(), type), rows);
    for (Column part : parts) {
      for (int row = 0; row < part.size(); row++) {
        vector.add(part.isNull(row) ? null : value(type, part, row));
      }
    }
    return vector.build();
  }

  private static @Nullable Object value(ColumnType type, Column column, int row) {
    if (type == ColumnType.STRING) {
      return column.text(row);
    }
    if (type == ColumnType.DOUBLE) {
      return column.number(row);
    }
    Object value = column.value(row);
    return value instanceof List<?> list ? doubles(list) : value;
  }

  private static List<@Nullable Double> doubles(List<?> numbers) {
    List<@Nullable Double> doubles = new ArrayList<>(numbers.size());
    for (Object number : numbers) {
      doubles.add(number instanceof Number n ? (Double) n.doubleValue() : null);
    }
    return doubles;
  }

  /** The type that all values have; text for mixtures, by which categories are told apart. */
  private static ColumnType type(List<Column> parts) {
    @Nullable ColumnType type = null;
    for (Column part : parts) {
      for (int row = 0; row < part.size(); row++) {
        Object value = part.value(row);
        ColumnType own = value == null ? null : type(part, value);
        if (own != null && type != null && !own.equals(type)) {
          return ColumnType.STRING;
        }
        type = own == null ? type : own;
        if (type != null && part.kind() != Column.Kind.OBJECT) {
          break;
        }
      }
    }
    return type == null ? ColumnType.STRING : type;
  }

  private static ColumnType type(Column column, Object value) {
    return switch (column.kind()) {
      case DOUBLE -> ColumnType.DOUBLE;
      case LONG -> ColumnType.LONG;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case STRING -> ColumnType.STRING;
      case OBJECT -> type(value);
    };
  }

  private static ColumnType type(Object value) {
    if (value instanceof LocalDate) {
      return ColumnType.DATE;
    }
    if (value instanceof Instant) {
      return ColumnType.TIMESTAMP;
    }
    if (value instanceof LocalDateTime) {
      return ColumnType.TIMESTAMP_NTZ;
    }
    if (value instanceof Number) {
      return ColumnType.DOUBLE;
    }
    if (value instanceof List<?> list
        && list.stream().allMatch(each -> each == null || each instanceof Number)) {
      return ColumnType.array(ColumnType.DOUBLE);
    }
    return ColumnType.STRING;
  }
}
