package io.mudbrick.catalog.internal.audit;

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
 * Folds the journal's audit records into one Delta table a metastore, exactly once: each table
 * remembers, in the commit itself, the last sequence number that went in.
 */
public final class AuditSink implements JournalSink {
  private static final String APPLICATION = "mudbrick-audit";

  private final TableFiles files;

  public AuditSink(TableFiles files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "catalog-audit";
  }

  @Override
  public String topic() {
    return "audit";
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
    DeltaTable table = files.openOrCreate(AuditColumns.location(metastoreId), AuditColumns.SCHEMA);
    long done = table.lastTransaction(APPLICATION).orElse(0);
    List<Row> rows =
        records.stream().filter(r -> r.sequence() > done).map(AuditColumns::row).toList();
    if (!rows.isEmpty()) {
      long last = records.get(records.size() - 1).sequence();
      table.write().transaction(APPLICATION, last).append(rows);
    }
  }
}
