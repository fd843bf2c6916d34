package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.delta.Retype;
import io.mudbrick.catalog.internal.tables.TableFiles;
import io.mudbrick.platform.journal.Journal;
import java.util.List;

/**
 * The tables that the system itself fills from the journal. Their files are made when the first
 * record goes in or somebody looks, so that an engine whose audit nobody reads loads no Hadoop.
 */
public record SystemTables(TableFiles files, Journal journal, AuditUses uses) {
  public static final List<SystemTable> ALL =
      List.of(AuditTable.TABLE, LineageTables.TABLES, LineageTables.COLUMNS);

  /** Lets the journal fill the tables. */
  public void attach() {
    ALL.forEach(table -> journal.attach(new SystemSink(table, files)));
  }

  /** The table, whose columns may have been others in an earlier release. */
  static DeltaTable open(TableFiles files, String location, Schema schema) {
    DeltaTable table = files.openOrCreate(location, schema);
    Retype.to(table, schema, row -> FormerRow.as(row, schema));
    return table;
  }

  /** The table with everything in it that was journalled before. */
  public DeltaTable open(String location, Schema schema) {
    journal.flush();
    return open(files, location, schema);
  }
}
