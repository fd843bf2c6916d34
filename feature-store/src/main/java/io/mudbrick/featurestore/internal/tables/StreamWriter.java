package io.mudbrick.featurestore.internal.tables;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.featurestore.WriteResult;
import io.mudbrick.platform.sql.Lock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/** Writes rows that come batch by batch, and tells how far it is. */
public final class StreamWriter {
  private final FeatureWriter writer;

  public StreamWriter(FeatureWriter writer) {
    this.writer = writer;
  }

  public WriteResult write(
      FeatureTables tables,
      FeatureTable table,
      Iterable<ColumnBatch> batches,
      WriteMode mode,
      LongConsumer progress) {
    return mode == WriteMode.OVERWRITE
        ? overwrite(tables, table, batches, progress)
        : merge(tables, table, batches, progress);
  }

  private WriteResult merge(
      FeatureTables tables,
      FeatureTable table,
      Iterable<ColumnBatch> batches,
      LongConsumer progress) {
    long inserted = 0;
    long updated = 0;
    long version = tables.open(table).version();
    List<String> added = new ArrayList<>();
    for (ColumnBatch batch : batches) {
      WriteResult result = writer.write(tables, table, batch, WriteMode.MERGE);
      version = result.version();
      inserted += result.inserted();
      updated += result.updated();
      added.addAll(result.addedColumns());
      progress.accept(inserted + updated);
    }
    return new WriteResult(version, inserted, updated, added);
  }

  private WriteResult overwrite(
      FeatureTables tables,
      FeatureTable table,
      Iterable<ColumnBatch> batches,
      LongConsumer progress) {
    DeltaTable delta = tables.open(table);
    Schema current = delta.schema();
    List<String> added = new ArrayList<>();
    Lock lock = writer.lock(table);
    try {
      CommitResult result =
          delta
              .write()
              .addingColumns()
              .overwriteAll(() -> new Checked(table, current, batches.iterator(), added, progress));
      return new WriteResult(result.version(), result.inserted(), result.updated(), added);
    } finally {
      lock.close();
    }
  }

  /** Hands batches on, and fails behind the last one when a key came twice. */
  private static final class Checked implements Iterator<ColumnBatch> {
    private final FeatureTable table;
    private final Schema current;
    private final Iterator<ColumnBatch> batches;
    private final List<String> added;
    private final LongConsumer progress;
    private final List<ColumnBatch> keys = new ArrayList<>();
    private long rows;

    Checked(
        FeatureTable table,
        Schema current,
        Iterator<ColumnBatch> batches,
        List<String> added,
        LongConsumer progress) {
      this.table = table;
      this.current = current;
      this.batches = batches;
      this.added = added;
      this.progress = progress;
    }

    @Override
    public boolean hasNext() {
      if (batches.hasNext()) {
        return true;
      }
      if (!keys.isEmpty()) {
        KeyCheck.check(table, ColumnBatch.concat(keys.get(0).schema(), keys));
        keys.clear();
      }
      return false;
    }

    @Override
    public ColumnBatch next() {
      ColumnBatch batch = batches.next();
      FeatureWriter.checkColumns(table, current, batch.schema());
      ColumnBatch written = FeatureWriter.addingNullable(current, batch);
      added.clear();
      written.schema().names().stream().filter(name -> !current.contains(name)).forEach(added::add);
      keys.add(KeyCheck.keysOf(table, batch));
      rows += batch.size();
      progress.accept(rows);
      return written;
    }
  }
}
