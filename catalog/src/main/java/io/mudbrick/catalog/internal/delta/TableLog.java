package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.Snapshot;
import io.delta.standalone.VersionLog;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.CommitInfo;
import io.delta.standalone.actions.RemoveFile;
import io.delta.standalone.exceptions.DeltaStandaloneException;
import io.delta.standalone.internal.exception.DeltaErrors.InvalidProtocolVersionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The log of one table; the only class that holds a {@link DeltaLog}. Thread-safe. */
final class TableLog {
  private final Path directory;
  private final DeltaLog log;

  TableLog(Path directory) {
    this.directory = directory;
    this.log =
        guarded(
            directory,
            () ->
                DeltaLog.forTable(
                    Settings.CONFIGURATION, new org.apache.hadoop.fs.Path(directory.toUri())));
  }

  Path directory() {
    return directory;
  }

  boolean exists() {
    return log.tableExists();
  }

  Snapshot newest() {
    Snapshot newest = guarded(directory, log::update);
    if (newest.getVersion() < 0) {
      throw DeltaErrors.noSuchTable(directory);
    }
    return newest;
  }

  Snapshot at(long version) {
    long newest = newest().getVersion();
    if (version < 0 || version > newest) {
      throw DeltaErrors.noSuchVersion(directory, version, newest);
    }
    try {
      return log.getSnapshotForVersionAsOf(version);
    } catch (DeltaStandaloneException e) {
      throw DeltaErrors.versionExpired(directory, version, e);
    }
  }

  /** The newest version at a point in time, by the times at which commits were written. */
  Snapshot at(Instant time) {
    newest();
    OptionalLong version = versionAt(time);
    if (version.isEmpty()) {
      throw DeltaErrors.noVersionBefore(directory, time);
    }
    return at(version.getAsLong());
  }

  private OptionalLong versionAt(Instant time) {
    try {
      return OptionalLong.of(log.getVersionBeforeOrAtTimestamp(time.toEpochMilli()));
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty(); // Delta's way to say that every commit is later
    }
  }

  /** The files of the newest version and those that a commit since a point in time took away. */
  Set<Path> filesNeededSince(Instant time, DataFiles data) {
    Snapshot newest = newest();
    Set<Path> needed = new HashSet<>();
    newest.getAllFiles().forEach(file -> needed.add(data.path(file.getPath())));
    long first = versionAt(time).orElse(-1) + 1;
    if (first <= newest.getVersion()) {
      Iterator<VersionLog> versions = log.getChanges(first, false);
      while (versions.hasNext()) {
        for (Action action : versions.next().getActions()) {
          if (action instanceof RemoveFile removed) {
            needed.add(data.path(removed.getPath()));
          }
        }
      }
    }
    return needed;
  }

  /** Whether the commit of a version is still there; old ones are cleaned up. */
  boolean holds(long version) {
    return Files.exists(directory.resolve("_delta_log").resolve("%020d.json".formatted(version)));
  }

  CommitInfo commitInfo(long version) {
    return guarded(directory, () -> log.getCommitInfoAt(version));
  }

  OptimisticTransaction begin() {
    return guarded(directory, log::startTransaction);
  }

  /** The version that holds a change, looked for from a version on. */
  OptionalLong find(Change change, long from) {
    Set<String> added = new HashSet<>();
    change.added.forEach(file -> added.add(file.getPath()));
    Set<String> removed = new HashSet<>();
    change.removed.forEach(file -> removed.add(file.getPath()));
    Iterator<VersionLog> versions = log.getChanges(from, false);
    while (versions.hasNext()) {
      VersionLog version = versions.next();
      for (Action action : version.getActions()) {
        boolean same =
            (action instanceof AddFile add && added.contains(add.getPath()))
                || (action instanceof RemoveFile remove
                    && added.isEmpty()
                    && removed.contains(remove.getPath()));
        if (same) {
          return OptionalLong.of(version.getVersion());
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Delta throws many things when a log is not as it should be; callers see two. */
  private static <T> T guarded(Path directory, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidProtocolVersionException e) {
      throw DeltaErrors.protocolNotSupported(directory, e);
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      throw DeltaErrors.logUnreadable(directory, e);
    }
  }

  /** Loaded with the first table, not with the first mention of one. */
  private static final class Settings {
    static final Configuration CONFIGURATION = configuration();

    private static Configuration configuration() {
      Configuration configuration = new Configuration(false);
      configuration.set("delta.logStore.file.impl", LinkLogStore.class.getName());
      // The plain file system: the usual one keeps a checksum file beside each file, and a crash
      // between the two makes the file unreadable.
      configuration.set("fs.file.impl", RawLocalFileSystem.class.getName());
      // Without its cache Hadoop does not ask who the operating system's user is: containers may
      // run under a number without a name.
      configuration.setBoolean("fs.file.impl.disable.cache", true);
      return configuration;
    }
  }
}
