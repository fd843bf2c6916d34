package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.internal.tables.TableFiles;
import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.journal.JournalSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds journals' records into one Delta table a metastore, exactly once: each table remembers, in
 * the commit itself, the last sequence number that went in from each journal.
 */
final class SystemSink implements JournalSink {
  private final SystemTable system;
  private final TableFiles files;

  SystemSink(SystemTable system, TableFiles files) {
    this.system = system;
    this.files = files;
  }

  /** {@code catalog-audit}: the position in the journal is kept under this name. */
  @Override
  public String name() {
    return "catalog-" + system.ref().name();
  }

  /** Each server of a shared store counts its own records. */
  private String application(String journal) {
    String name = "mudbrick-" + system.ref().name();
    return journal.isEmpty() ? name : name + "-" + journal;
  }

  @Override
  public String topic() {
    return system.topic();
  }

  /** Whoever opens the table flushes first; until then no Delta commit need be made. */
  @Override
  public long patience() {
    return 50_000;
  }

  @Override
  public void accept(List<JournalRecord> records, long lastSequence) {
    Map<String, List<JournalRecord>> byMetastore = new LinkedHashMap<>();
    for (JournalRecord record : records) {
      byMetastore.computeIfAbsent(record.scope(), scope -> new ArrayList<>()).add(record);
    }
    byMetastore.forEach(this::fold);
  }

  private void fold(String metastoreId, List<JournalRecord> records) {
    DeltaTable table = SystemTables.open(files, system.location(metastoreId), system.schema());
    String application = application(records.get(0).journal());
    long done = table.lastTransaction(application).orElse(0);
    List<Row> rows =
        records.stream()
            .filter(record -> record.sequence() > done)
            .flatMap(record -> system.rows().apply(record).stream())
            .toList();
    if (!rows.isEmpty()) {
      long last = records.get(records.size() - 1).sequence();
      table.write().transaction(application, last).append(rows);
    }
  }
}
