package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.Snapshot;
import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot of a table in a local directory. */
final class LocalRead implements TableRead {
  private final TableLog log;
  private final DataFiles data;
  private final Snapshot snapshot;
  private final @Nullable List<String> names;
  private final Schema schema;

  LocalRead(TableLog log, DataFiles data, Snapshot snapshot, @Nullable List<String> names) {
    this.log = log;
    this.data = data;
    this.snapshot = snapshot;
    this.names = names;
    Schema all = LogSchema.of(snapshot.getMetadata());
    this.schema = names == null ? all : all.select(names);
  }

  Path directory() {
    return data.directory();
  }

  /** Makes a write depend on what this read returns. */
  void noteIn(Basis basis) {
    basis.readAll();
  }

  @Override
  public TableRead columns(Collection<String> wanted) {
    if (wanted.isEmpty()) {
      throw DeltaErrors.noColumns();
    }
    return new LocalRead(log, data, snapshot, List.copyOf(wanted));
  }

  @Override
  public TableRead version(long version) {
    return new LocalRead(log, data, log.at(version), names);
  }

  @Override
  public TableRead asOf(Instant time) {
    return new LocalRead(log, data, log.at(time), names);
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
  public ColumnBatch toColumns() {
    List<ColumnBatch> batches = batches().toList();
    return batches.isEmpty() ? ColumnBatch.empty(schema) : Batches.concat(schema, batches);
  }

  @Override
  public Stream<ColumnBatch> batches() {
    List<String> partitions = snapshot.getMetadata().getPartitionColumns();
    return addedFiles().stream().map(file -> data.read(file, schema, partitions));
  }

  @Override
  public Stream<Row> rows() {
    return batches().flatMap(batch -> StreamSupport.stream(batch.rows().spliterator(), false));
  }

  @Override
  public long count() {
    return addedFiles().stream().mapToLong(data::count).sum();
  }

  @Override
  public List<Path> files() {
    return addedFiles().stream().map(data::path).toList();
  }

  private List<AddFile> addedFiles() {
    return inOrder(snapshot.getAllFiles());
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
