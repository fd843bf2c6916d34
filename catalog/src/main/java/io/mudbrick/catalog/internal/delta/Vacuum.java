package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.VacuumOptions;
import io.mudbrick.catalog.delta.VacuumResult;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Deletes the files that no version within the retention needs. */
record Vacuum(
    TableLog log, DataFiles data, Committer committer, TableLock lock, WriteSettings settings) {

  VacuumResult run(VacuumOptions options) {
    Duration usual = Properties.fileRetention(log.newest().getMetadata().getConfiguration());
    Duration retention = options.retention().orElse(usual);
    if (retention.isNegative() || (options.checked() && retention.compareTo(usual) < 0)) {
      throw DeltaErrors.retentionTooShort(retention, usual);
    }
    // Files that are younger than any write takes need no lock to be safe.
    boolean alone = !options.dryRun() && retention.compareTo(Properties.FILE_RETENTION) < 0;
    if (alone) {
      lock.files.writeLock().lock();
    }
    try {
      return run(options, retention, usual);
    } catch (IOException e) {
      throw DeltaErrors.writeFailed(log.directory(), e);
    } finally {
      if (alone) {
        lock.files.writeLock().unlock();
      }
    }
  }

  private VacuumResult run(VacuumOptions options, Duration retention, Duration usual)
      throws IOException {
    Sweep sweep = new Sweep(Instant.now().minus(retention));
    Files.walkFileTree(log.directory(), sweep);
    long bytes = sweep.found.values().stream().mapToLong(Long::longValue).sum();
    List<Path> files = List.copyOf(sweep.found.keySet());
    if (options.dryRun()) {
      return new VacuumResult(files, bytes, false);
    }
    record(started(options, retention, usual, sweep.found.size(), bytes));
    for (Path file : files) {
      FileIo.delete(file);
    }
    for (Path directory : sweep.directories) {
      deleteIfEmpty(directory);
    }
    Change end = new Change("VACUUM END").parameter("status", "COMPLETED");
    record(
        end.metric("numDeletedFiles", files.size())
            .metric("numVacuumedDirectories", sweep.directories.size() + 1L));
    if (options.scrubbing()) {
      new LogScrub(log, data).run();
    }
    return new VacuumResult(files, bytes, true);
  }

  private static Change started(
      VacuumOptions options, Duration retention, Duration usual, int files, long bytes) {
    Change change = new Change("VACUUM START");
    change.parameter("retentionCheckEnabled", Boolean.toString(options.checked()));
    change.parameter("defaultRetentionMillis", Long.toString(usual.toMillis()));
    if (options.retention().isPresent()) {
      change.parameter("specifiedRetentionMillis", Long.toString(retention.toMillis()));
    }
    return change.metric("numFilesToDelete", files).metric("sizeOfDataToDelete", bytes);
  }

  private void record(Change change) {
    change.rearranges = true;
    change.onRecord = true;
    committer.append(settings, basis -> change);
  }

  private static void deleteIfEmpty(Path directory) throws IOException {
    try (var entries = Files.newDirectoryStream(directory)) {
      if (entries.iterator().hasNext()) {
        return;
      }
    }
    FileIo.delete(directory);
  }

  /** The log, and whatever other engines keep beside the data. */
  private static boolean isHidden(Path path) {
    String name = String.valueOf(path.getFileName());
    boolean partition = name.indexOf('=') > 0;
    return (name.startsWith("_") || name.startsWith(".")) && !partition;
  }

  /** Files that are older than the cutoff; younger ones may be about to be committed. */
  private final class Sweep extends SimpleFileVisitor<Path> {
    private final Instant cutoff;
    private final Set<Path> needed;
    private final TreeMap<Path, Long> found = new TreeMap<>();
    private final List<Path> directories = new ArrayList<>();

    Sweep(Instant cutoff) {
      this.cutoff = cutoff;
      this.needed = log.filesNeededSince(cutoff, data);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      boolean swept =
          dir.equals(log.directory())
              || dir.endsWith("_delta_log")
              || dir.endsWith("_change_data")
              || !isHidden(dir);
      return swept ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isOurs(file)
          && attributes.lastModifiedTime().toInstant().isBefore(cutoff)
          && !needed.contains(file)) {
        found.put(file, attributes.size());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw e;
      }
      boolean partition = String.valueOf(dir.getFileName()).indexOf('=') > 0;
      if (partition
          && !dir.equals(log.directory())
          && Files.getLastModifiedTime(dir).toInstant().isBefore(cutoff)) {
        directories.add(dir);
      }
      return FileVisitResult.CONTINUE;
    }

    /** A data file, or what a writer that was killed left half written in the log. */
    private static boolean isOurs(Path file) {
      boolean inLog = file.getParent() != null && file.getParent().endsWith("_delta_log");
      return inLog ? file.toString().endsWith(".tmp") : !isHidden(file);
    }
  }
}
