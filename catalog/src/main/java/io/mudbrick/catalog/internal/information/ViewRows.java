package io.mudbrick.catalog.internal.information;

import io.mudbrick.catalog.Stamp;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a view. */
final class ViewRows {
  private static final Set<String> TIMES = Set.of("created", "last_altered");
  private static final Set<String> NUMBERS =
      Set.of("ordinal_position", "position_in_unique_constraint", "numeric_precision");

  private final Schema schema;
  private final List<Row> rows = new ArrayList<>();

  ViewRows(String... columns) {
    Schema.Builder named = Schema.builder();
    for (String column : columns) {
      named.column(
          column,
          TIMES.contains(column)
              ? ColumnType.TIMESTAMP
              : NUMBERS.contains(column) ? ColumnType.INT : ColumnType.STRING);
    }
    this.schema = named.build();
  }

  void add(@Nullable Object... values) {
    rows.add(Row.of(schema, values));
  }

  /** A row that ends in who made and who last changed it, and when, as most do. */
  void add(Stamp created, Stamp updated, @Nullable Object... values) {
    @Nullable Object[] all = Arrays.copyOf(values, values.length + 4);
    all[values.length] = created.at();
    all[values.length + 1] = created.by();
    all[values.length + 2] = updated.at();
    all[values.length + 3] = updated.by();
    add(all);
  }

  ColumnBatch batch() {
    return ColumnBatch.ofRows(schema, rows);
  }
}
