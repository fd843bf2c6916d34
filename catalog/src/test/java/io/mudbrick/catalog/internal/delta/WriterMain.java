package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.nio.file.Path;
import java.util.List;

/** A process that appends rows to a table and says of each when it is acknowledged. */
final class WriterMain {
  static final Schema SCHEMA =
      Schema.builder().required("id", ColumnType.LONG).column("value", ColumnType.STRING).build();

  private WriterMain() {}

  /** Arguments: the table, the first id, how many commits of one row each. */
  public static void main(String[] args) {
    DeltaTable table = DeltaTables.open(Path.of(args[0]));
    long first = Long.parseLong(args[1]);
    for (long id = first; id < first + Long.parseLong(args[2]); id++) {
      long version = append(table, id);
      System.out.println(id + " " + version);
    }
  }

  static long append(DeltaTable table, long id) {
    return table.append(List.of(Row.of(SCHEMA, id, "v" + id))).version();
  }
}
