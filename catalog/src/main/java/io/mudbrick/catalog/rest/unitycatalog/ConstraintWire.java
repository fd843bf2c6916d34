package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.TableInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table constraint on the wire. */
record ConstraintWire(@Nullable PrimaryKey primaryKeyConstraint) {

  record PrimaryKey(
      @Nullable String name,
      @Nullable List<String> childColumns,
      @Nullable List<String> timeseriesColumns) {}

  static ConstraintWire of(TableInfo table) {
    String timeseries = table.timeseriesColumn();
    return new ConstraintWire(
        new PrimaryKey(
            table.primaryKeyName(),
            table.primaryKey(),
            timeseries == null ? List.of() : List.of(timeseries)));
  }
}
