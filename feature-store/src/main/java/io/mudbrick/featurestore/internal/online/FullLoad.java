package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.PublishProgress;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Writes all rows of a version to a generation that nobody sees. A table that fits is read and
 * sorted as a whole; of a larger one, one file at a time is in memory, and rows that are older than
 * what an earlier file brought are left out by the store.
 */
final class FullLoad {
  /** Values that may be in memory at once: as doubles 128 MB. */
  private static final long VALUES = 16_000_000;

  private final FeatureTable source;
  private final Layout layout;
  private final PublishProgress progress;
  private long done;

  FullLoad(FeatureTable source, Layout layout, PublishProgress progress) {
    this.source = source;
    this.layout = layout;
    this.progress = progress;
  }

  /** Returns how many rows the generation has. */
  long write(TableRead read, RowWriter writer, long generation) {
    long total = read.count();
    progress.rows(0, total);
    if (total * read.schema().size() <= VALUES) {
      SourceRows rows = SourceRows.of(source, read.toColumns(), layout);
      write(rows, writer, generation, rows.size());
      return rows.size();
    }
    try (Stream<ColumnBatch> batches = read.batches()) {
      for (Iterator<ColumnBatch> each = batches.iterator(); each.hasNext(); ) {
        write(SourceRows.of(source, each.next(), layout), writer, generation, total);
      }
    }
    return writer.count(generation);
  }

  private void write(SourceRows rows, RowWriter writer, long generation, long total) {
    long before = done;
    writer.write(generation, rows, written -> progress.rows(before + written, total));
    done += rows.size();
  }
}
