package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableMaintenance;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Maintains a table in a local directory. */
final class LocalMaintenance implements TableMaintenance {
  /** Files with fewer rows are worth joining. */
  private static final long SMALL = DataFiles.ROWS_PER_FILE / 2;

  private static final Duration SHORTEST_RETENTION = Duration.ofDays(7);

  private final TableLog log;
  private final DataFiles data;
  private final Committer committer;

  LocalMaintenance(TableLog log, DataFiles data, Committer committer) {
    this.log = log;
    this.data = data;
    this.committer = committer;
  }

  @Override
  public CommitResult optimize() {
    return committer.rewrite(null, this::optimize);
  }

  private Change optimize(OptimisticTransaction txn) {
    Change change = new Change(Operation.Name.MANUAL_UPDATE).parameter("purpose", "optimize");
    change.rearranges = true;
    Schema schema = LogSchema.of(txn.metadata());
    List<String> partitions = txn.metadata().getPartitionColumns();
    for (List<AddFile> group : smallFiles(txn)) {
      List<ColumnBatch> parts = new ArrayList<>();
      for (AddFile file : group) {
        parts.add(data.read(file, schema, partitions));
      }
      change.removed.addAll(group);
      change.added.addAll(data.write(Batches.concat(schema, parts), partitions, txn.readVersion()));
    }
    return change;
  }

  /** Small files of one partition each, as many together as one file holds. */
  private List<List<AddFile>> smallFiles(OptimisticTransaction txn) {
    Map<Map<String, String>, Group> open = new HashMap<>();
    List<Group> groups = new ArrayList<>();
    for (AddFile file : LocalWrite.readFiles(txn)) {
      long rows = data.count(file);
      if (rows >= SMALL) {
        continue;
      }
      Group group = open.get(file.getPartitionValues());
      if (group == null || group.rows + rows > DataFiles.ROWS_PER_FILE) {
        group = new Group();
        groups.add(group);
        open.put(file.getPartitionValues(), group);
      }
      group.files.add(file);
      group.rows += rows;
    }
    return groups.stream().map(group -> group.files).filter(files -> files.size() > 1).toList();
  }

  private static final class Group {
    private final List<AddFile> files = new ArrayList<>();
    private long rows;
  }

  @Override
  public long vacuum(Duration retention) {
    if (retention.compareTo(SHORTEST_RETENTION) < 0) {
      throw DeltaErrors.retentionTooShort(retention, SHORTEST_RETENTION);
    }
    Instant cutoff = Instant.now().minus(retention);
    Set<Path> needed = log.filesNeededSince(cutoff, data);
    try {
      return deleteOthers(needed, cutoff);
    } catch (IOException e) {
      throw DeltaErrors.writeFailed(log.directory(), e);
    }
  }

  /** Deletes files that are older than the cutoff; younger ones may be about to be committed. */
  private long deleteOthers(Set<Path> needed, Instant cutoff) throws IOException {
    long[] deleted = {0};
    Files.walkFileTree(
        log.directory(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            boolean skipped =
                !dir.equals(log.directory()) && !dir.endsWith("_delta_log") && isHidden(dir);
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (isOurs(file)
                && attributes.lastModifiedTime().toInstant().isBefore(cutoff)
                && !needed.contains(file)
                && Files.deleteIfExists(file)) {
              deleted[0]++;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return deleted[0];
  }

  /** A data file, or what a writer that was killed left half written in the log. */
  private static boolean isOurs(Path file) {
    boolean inLog = file.getParent() != null && file.getParent().endsWith("_delta_log");
    return inLog ? file.toString().endsWith(".tmp") : !isHidden(file);
  }

  /** The log, and whatever other engines keep beside the data. */
  private static boolean isHidden(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.startsWith("_") || name.startsWith(".");
  }
}
