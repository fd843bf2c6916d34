package io.mudbrick.catalog.internal.delta;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot of a table that only Delta Kernel understands. */
final class KernelRead implements TableRead {
  private final KernelLog log;
  private final Snapshot snapshot;
  private final ReadOptions options;
  private final Schema table;
  private final Schema schema;
  private final @Nullable BoundFilter filter;

  KernelRead(KernelLog log, Snapshot snapshot, ReadOptions options) {
    this.log = log;
    this.snapshot = snapshot;
    this.options = options;
    this.table = KernelLog.schema(snapshot);
    this.schema = options.schema(table);
    this.filter = options.bound(table);
  }

  @Override
  public TableRead columns(Collection<String> names) {
    return new KernelRead(log, snapshot, options.columns(names));
  }

  @Override
  public TableRead where(Filter wanted) {
    return new KernelRead(log, snapshot, options.where(wanted));
  }

  @Override
  public TableRead limit(long rows) {
    return new KernelRead(log, snapshot, options.limit(rows));
  }

  @Override
  public TableRead version(long version) {
    return new KernelRead(log, log.at(version), options);
  }

  @Override
  public TableRead asOf(Instant time) {
    return new KernelRead(log, log.at(time), options);
  }

  @Override
  public long version() {
    return snapshot.getVersion();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  /** Kernel brings some thousand rows at a time. */
  @Override
  public Stream<ColumnBatch> batches() {
    return Batches.limit(batches(schema), options.limit());
  }

  @Override
  public long count() {
    Schema least = table.select(List.of(table.column(0).name()));
    try (Stream<ColumnBatch> batches = batches(least)) {
      return Math.min(options.limit(), batches.mapToLong(ColumnBatch::size).sum());
    }
  }

  @Override
  public List<Path> files() {
    Scan scan = snapshot.getScanBuilder().build();
    return log.files(scan).stream()
        .map(file -> path(InternalScanFileUtils.getAddFileStatus(file).getPath()))
        .sorted()
        .toList();
  }

  /** As Hadoop reads it: nothing in it is encoded. */
  private static Path path(String path) {
    return Path.of(new org.apache.hadoop.fs.Path(path).toUri().getPath());
  }

  private Stream<ColumnBatch> batches(Schema wanted) {
    Set<String> names = new LinkedHashSet<>(wanted.names());
    if (filter != null) {
      names.addAll(filter.columns());
    }
    Schema read = table.select(names);
    Scan scan = snapshot.getScanBuilder().withReadSchema(physical(read)).build();
    return log.files(scan).stream()
        .flatMap(file -> batches(scan, file))
        .map(batch -> batch(batch, read))
        .map(batch -> fitting(batch, wanted))
        .filter(batch -> batch.size() > 0);
  }

  private StructType physical(Schema read) {
    List<StructField> fields = new ArrayList<>();
    read.names().forEach(name -> fields.add(snapshot.getSchema().get(name)));
    return new StructType(fields);
  }

  private Stream<FilteredColumnarBatch> batches(Scan scan, Row file) {
    Row state = scan.getScanState(log.engine());
    FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
    try {
      DataFiles.inside(log.directory(), path(status.getPath()));
      CloseableIterator<FileReadResult> results =
          log.engine()
              .getParquetHandler()
              .readParquetFiles(
                  Utils.singletonCloseableIterator(status),
                  ScanStateRow.getPhysicalDataReadSchema(state),
                  Optional.empty());
      CloseableIterator<FilteredColumnarBatch> data =
          Scan.transformPhysicalData(
              log.engine(), state, file, results.map(FileReadResult::getData));
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(data, Spliterator.ORDERED), false)
          .onClose(() -> close(data));
    } catch (IOException e) {
      throw FileErrors.fileUnreadable(path(status.getPath()), e);
    }
  }

  private static void close(CloseableIterator<?> data) {
    try {
      data.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the rows that a deletion vector took away. */
  private static ColumnBatch batch(FilteredColumnarBatch batch, Schema read) {
    int[] positions = chosen(batch);
    List<io.mudbrick.catalog.delta.ColumnVector> vectors = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      Column column = read.column(i);
      vectors.add(KernelValues.vector(column, batch.getData().getColumnVector(i), positions));
    }
    return ColumnBatch.of(read, vectors);
  }

  private static int[] chosen(FilteredColumnarBatch batch) {
    int size = batch.getData().getSize();
    Optional<ColumnVector> selection = batch.getSelectionVector();
    boolean[] chosen = new boolean[size];
    Arrays.fill(chosen, true);
    if (selection.isPresent()) {
      for (int row = 0; row < size; row++) {
        chosen[row] = !selection.get().isNullAt(row) && selection.get().getBoolean(row);
      }
    }
    return Batches.positions(chosen);
  }

  private ColumnBatch fitting(ColumnBatch batch, Schema wanted) {
    ColumnBatch rows =
        filter == null ? batch : batch.take(Batches.positions(filter.matches(batch)));
    return rows.select(wanted.names());
  }
}
