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

  private final long most;
  private final FeatureTable source;
  private final Layout layout;
  private final PublishProgress progress;
  private long done;

  FullLoad(FeatureTable source, Layout layout, PublishProgress progress) {
    this(source, layout, progress, VALUES);
  }

  /**
   * @param most how many values may be in memory at once
   */
  FullLoad(FeatureTable source, Layout layout, PublishProgress progress, long most) {
    this.most = most;
    this.source = source;
    this.layout = layout;
    this.progress = progress;
  }

  /**
   * Writes the rows.
   *
   * @param total how many the version has
   * @return how many the generation has
   */
  long write(TableRead read, long total, RowSink sink) {
    progress.rows(0, total);
    if (total * read.schema().size() <= most) {
      SourceRows rows = SourceRows.of(source, read.toColumns(), layout);
      write(rows, sink, rows.size());
    } else {
      try (Stream<ColumnBatch> batches = read.batches()) {
        for (Iterator<ColumnBatch> each = batches.iterator(); each.hasNext(); ) {
          write(SourceRows.of(source, each.next(), layout), sink, total);
        }
      }
    }
    return sink.count();
  }

  private void write(SourceRows rows, RowSink sink, long total) {
    long before = done;
    sink.write(rows, written -> progress.rows(before + written, total));
    done += rows.size();
  }
}
