package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.Snapshot;
import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot of a table in a local directory. */
final class LocalRead implements TableRead {
  private final TableLog log;
  private final DataFiles data;
  private final Snapshot snapshot;
  private final ReadOptions options;
  private final Schema table;
  private final Schema schema;
  private final @Nullable BoundFilter filter;
  private final @Nullable AddFile only;

  LocalRead(TableLog log, DataFiles data, Snapshot snapshot, ReadOptions options) {
    this(log, data, snapshot, options, null);
  }

  /**
   * @param only the one file that is read; null for all
   */
  private LocalRead(
      TableLog log,
      DataFiles data,
      Snapshot snapshot,
      ReadOptions options,
      @Nullable AddFile only) {
    this.log = log;
    this.data = data;
    this.snapshot = snapshot;
    this.options = options;
    this.table = LogSchema.of(snapshot.getMetadata());
    this.schema = options.schema(table);
    this.filter = options.bound(table);
    this.only = only;
  }

  Path directory() {
    return data.directory();
  }

  /** Makes a write depend on what this read returns. */
  void noteIn(Basis basis) {
    List<String> partitions = snapshot.getMetadata().getPartitionColumns();
    basis.read(file -> filter == null || filter.mayMatch(new FileValues(file, partitions)));
  }

  @Override
  public TableRead columns(Collection<String> wanted) {
    return new LocalRead(log, data, snapshot, options.columns(wanted), only);
  }

  @Override
  public TableRead where(Filter wanted) {
    return new LocalRead(log, data, snapshot, options.where(wanted), only);
  }

  @Override
  public TableRead limit(long rows) {
    return new LocalRead(log, data, snapshot, options.limit(rows), only);
  }

  @Override
  public TableRead version(long version) {
    return new LocalRead(log, data, log.at(version), options);
  }

  @Override
  public TableRead asOf(Instant time) {
    return new LocalRead(log, data, log.at(time), options);
  }

  @Override
  public long version() {
    return snapshot.getVersion();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public List<TableRead> parts(Filter hint) {
    if (options.limit() != Long.MAX_VALUE) {
      return List.of(this);
    }
    BoundFilter hinted = BoundFilter.of(hint, table);
    List<String> partitions = snapshot.getMetadata().getPartitionColumns();
    return matchingFiles().stream()
        .filter(file -> hinted.mayMatch(new FileValues(file, partitions)))
        .<TableRead>map(file -> new LocalRead(log, data, snapshot, options, file))
        .toList();
  }

  @Override
  public Stream<ColumnBatch> batches() {
    Stream<ColumnBatch> batches = matchingFiles().stream().map(this::read);
    if (filter != null) {
      batches = batches.filter(batch -> batch.size() > 0);
    }
    return Batches.limit(batches, options.limit());
  }

  /** The rows of one file that fit; the filter's columns come first, and often suffice. */
  private ColumnBatch read(AddFile file) {
    List<String> partitions = snapshot.getMetadata().getPartitionColumns();
    if (filter == null) {
      return data.read(file, schema, partitions);
    }
    int[] positions = Batches.positions(filter.matches(looked(file, filter, partitions)));
    if (positions.length == 0) {
      return ColumnBatch.empty(schema);
    }
    ColumnBatch rows = data.read(file, schema, partitions);
    return positions.length == rows.size() ? rows : rows.take(positions);
  }

  private ColumnBatch looked(AddFile file, BoundFilter by, List<String> partitions) {
    Collection<String> columns = by.columns();
    return data.read(file, columns.isEmpty() ? schema : table.select(columns), partitions);
  }

  @Override
  public long count() {
    long count = 0;
    for (AddFile file : matchingFiles()) {
      count +=
          filter == null
              ? data.count(file)
              : Batches.positions(
                      filter.matches(
                          looked(file, filter, snapshot.getMetadata().getPartitionColumns())))
                  .length;
    }
    return Math.min(count, options.limit());
  }

  @Override
  public List<Path> files() {
    return matchingFiles().stream().map(data::path).toList();
  }

  /** The files that the log does not rule out. */
  private List<AddFile> matchingFiles() {
    List<AddFile> all = only == null ? inOrder(snapshot.getAllFiles()) : List.of(only);
    if (filter == null) {
      return all;
    }
    List<String> partitions = snapshot.getMetadata().getPartitionColumns();
    return all.stream().filter(file -> filter.mayMatch(new FileValues(file, partitions))).toList();
  }

  /** The files in the order of their names, which is the order in which they were written. */
  static List<AddFile> inOrder(Collection<AddFile> files) {
    return files.stream()
        .sorted(
            Comparator.comparing((AddFile file) -> fileName(file.getPath()))
                .thenComparing(AddFile::getPath))
        .toList();
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
