package io.mudbrick.catalog.internal.delta;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.actions.Protocol;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableDetail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The log of one table, through Delta Kernel. Thread-safe. */
final class KernelLog {
  /** Features of writer version 2, which we write by. */
  static final Set<String> OURS = Set.of("appendOnly", "invariants");

  private final Path directory;
  private final Engine engine = DefaultEngine.create(TableLog.configuration());
  private final Table table;

  KernelLog(Path directory) {
    this.directory = directory;
    this.table = Table.forPath(engine, directory.toString());
  }

  Path directory() {
    return directory;
  }

  Engine engine() {
    return engine;
  }

  Snapshot newest() {
    return guarded(() -> table.getLatestSnapshot(engine));
  }

  Snapshot at(long version) {
    long newest = newest().getVersion();
    if (version < 0 || version > newest) {
      throw DeltaErrors.noSuchVersion(directory, version, newest);
    }
    try {
      return table.getSnapshotAsOfVersion(engine, version);
    } catch (KernelException e) {
      throw DeltaErrors.versionExpired(directory, version, e);
    }
  }

  Snapshot at(Instant time) {
    try {
      // A time behind the newest commit is the newest version, as for our own tables.
      Snapshot newest = newest();
      return time.toEpochMilli() >= newest.getTimestamp(engine)
          ? newest
          : table.getSnapshotAsOfTimestamp(engine, time.toEpochMilli());
    } catch (KernelException e) {
      throw DeltaErrors.noVersionBefore(directory, time);
    }
  }

  /** Whether only Kernel reads the newest version right. */
  boolean isForeign() {
    Protocol protocol = newest().getProtocol();
    return protocol.getMinReaderVersion() > 1;
  }

  static Schema schema(Snapshot snapshot) {
    return TypeNames.schema(snapshot.getMetadata().getSchemaString());
  }

  /** What we would have to know to write to the table, by name. */
  Set<String> unsupportedForWrite() {
    Set<String> names = features(newest().getProtocol());
    names.removeAll(OURS);
    return names;
  }

  /** The features of a protocol, those that its versions imply among them. */
  static Set<String> features(Protocol protocol) {
    Set<String> names = new TreeSet<>();
    protocol
        .getImplicitlyAndExplicitlySupportedFeatures()
        .forEach(feature -> names.add(feature.featureName()));
    names.addAll(protocol.getReaderAndWriterFeatures());
    return names;
  }

  /** A row for each data file of a scan. */
  List<Row> files(Scan scan) {
    List<Row> files = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          rows.forEachRemaining(files::add);
        }
      }
    } catch (IOException e) {
      throw DeltaErrors.logUnreadable(directory, e);
    }
    return files;
  }

  TableDetail detail(Snapshot snapshot, OptionalLong rows) {
    Metadata metadata = snapshot.getMetadata();
    List<FileStatus> files =
        files(snapshot.getScanBuilder().build()).stream()
            .map(InternalScanFileUtils::getAddFileStatus)
            .toList();
    return new TableDetail(
        metadata.getId(),
        metadata.getDescription().orElse(null),
        directory,
        metadata.getCreatedTime().map(Instant::ofEpochMilli).orElse(null),
        Instant.ofEpochMilli(snapshot.getTimestamp(engine)),
        snapshot.getPartitionColumnNames(),
        files.size(),
        files.stream().mapToLong(FileStatus::getSize).sum(),
        rows,
        metadata.getConfiguration(),
        snapshot.getProtocol().getMinReaderVersion(),
        snapshot.getProtocol().getMinWriterVersion(),
        List.copyOf(features(snapshot.getProtocol())));
  }

  private <T> T guarded(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (UnsupportedTableFeatureException e) {
      throw DeltaErrors.unsupportedForRead(directory, e.getUnsupportedFeatures(), e);
    } catch (RuntimeException e) {
      throw DeltaErrors.logUnreadable(directory, e);
    }
  }
}
