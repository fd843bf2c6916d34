package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.internal.tables.TableFiles;
import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.journal.JournalSink;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Folds journals' records into one Delta table a metastore, exactly once: each table remembers, in
 * the commit itself, the last sequence number that went in from each journal.
 */
final class SystemSink implements JournalSink {
  private static final int RECORDS_AT_ONCE = 1_000;

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
    List<JournalRecord> missing =
        records.stream().filter(record -> record.sequence() > done).toList();
    if (missing.stream().anyMatch(record -> !system.rows().apply(record).isEmpty())) {
      long last = records.get(records.size() - 1).sequence();
      table.write().transaction(application, last).appendAll(() -> batches(missing));
    }
  }

  /** Rows are made of some records at a time: as objects they take several times the room. */
  private Iterator<ColumnBatch> batches(List<JournalRecord> records) {
    return IntStream.iterate(0, from -> from < records.size(), from -> from + RECORDS_AT_ONCE)
        .mapToObj(from -> records.subList(from, Math.min(records.size(), from + RECORDS_AT_ONCE)))
        .map(this::batch)
        .filter(batch -> batch.size() > 0)
        .iterator();
  }

  private ColumnBatch batch(List<JournalRecord> records) {
    return ColumnBatch.ofRows(
        system.schema(),
        records.stream().flatMap(record -> system.rows().apply(record).stream()).toList());
  }
}
