package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.ConstraintErrors;
import io.mudbrick.catalog.ForeignKey;
import io.mudbrick.catalog.PrimaryKey;
import io.mudbrick.catalog.TableInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table constraint on the wire: one of the two. */
record ConstraintWire(
    @Nullable PrimaryWire primaryKeyConstraint, @Nullable ForeignWire foreignKeyConstraint) {

  record PrimaryWire(
      @Nullable String name,
      @Nullable List<String> childColumns,
      @Nullable List<String> timeseriesColumns,
      @Nullable Boolean rely) {

    PrimaryKey key() {
      return new PrimaryKey(
          unnamed(name) ? null : name,
          required(childColumns),
          timeseriesColumns == null || timeseriesColumns.isEmpty()
              ? null
              : timeseriesColumns.get(0),
          Boolean.TRUE.equals(rely));
    }
  }

  record ForeignWire(
      @Nullable String name,
      @Nullable List<String> childColumns,
      @Nullable String parentTable,
      @Nullable List<String> parentColumns,
      @Nullable Boolean rely) {

    ForeignKey key() {
      if (parentTable == null) {
        throw ConstraintErrors.unknownConstraint();
      }
      return new ForeignKey(
          unnamed(name) ? null : name,
          required(childColumns),
          parentTable,
          parentColumns == null ? List.of() : parentColumns,
          Boolean.TRUE.equals(rely));
    }
  }

  private static boolean unnamed(@Nullable String name) {
    return name == null || name.isEmpty();
  }

  private static List<String> required(@Nullable List<String> columns) {
    if (columns == null || columns.isEmpty()) {
      throw ConstraintErrors.unknownConstraint();
    }
    return columns;
  }

  /** All of a table's; null where it has none. */
  static @Nullable List<ConstraintWire> of(TableInfo table) {
    List<ConstraintWire> all = new ArrayList<>();
    if (!table.primaryKey().isEmpty()) {
      all.add(primary(table));
    }
    table.foreignKeys().forEach(key -> all.add(foreign(key)));
    return all.isEmpty() ? null : all;
  }

  static ConstraintWire primary(TableInfo table) {
    String timeseries = table.timeseriesColumn();
    return new ConstraintWire(
        new PrimaryWire(
            table.primaryKeyName(),
            table.primaryKey(),
            timeseries == null ? List.of() : List.of(timeseries),
            table.primaryKeyRely()),
        null);
  }

  static ConstraintWire foreign(ForeignKey key) {
    return new ConstraintWire(
        null,
        new ForeignWire(
            key.name(), key.columns(), key.parentTable(), key.parentColumns(), key.rely()));
  }
}
