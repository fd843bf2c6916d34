package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.databind.JsonNode;
import io.delta.standalone.Snapshot;
import io.delta.standalone.VersionLog;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.RemoveFile;
import io.delta.standalone.exceptions.DeltaStandaloneException;
import io.delta.standalone.internal.DeltaLogImpl;
import io.delta.standalone.internal.SnapshotImpl;
import io.delta.standalone.internal.actions.Action$;
import io.delta.standalone.internal.exception.DeltaErrors.InvalidProtocolVersionException;
import io.delta.standalone.internal.util.ConversionUtils$;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of one table; the only class that holds a {@link DeltaLogImpl}. Thread-safe. */
final class TableLog {
  private static final Logger LOG = LoggerFactory.getLogger(TableLog.class);
  private static final String INFO = "commitInfo";

  private final Path directory;
  private final DeltaLogImpl log;

  TableLog(Path directory) {
    this.directory = directory;
    this.log =
        guarded(
            directory,
            () ->
                DeltaLogImpl.forTable(
                    Settings.CONFIGURATION, new org.apache.hadoop.fs.Path(directory.toUri())));
  }

  /** How Hadoop's classes are to treat local files. */
  static Configuration configuration() {
    return Settings.CONFIGURATION;
  }

  Path directory() {
    return directory;
  }

  boolean exists() {
    return log.tableExists();
  }

  Snapshot newest() {
    return there(guarded(directory, log::update));
  }

  /** What was the newest when this log was last looked at: just now, if it has just been made. */
  Snapshot lastSeen() {
    return there(guarded(directory, log::snapshot));
  }

  private Snapshot there(Snapshot newest) {
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
    return Files.exists(file(version));
  }

  /** The commit of a version as it stands in the log. */
  JsonNode commitInfo(long version) {
    try (Stream<String> lines = Files.lines(file(version))) {
      Optional<JsonNode> info =
          lines
              .map(Json::read)
              .filter(line -> line.has(INFO))
              .map(line -> line.path(INFO))
              .findFirst();
      return info.orElseGet(Json.MAPPER::createObjectNode);
    } catch (IOException | UncheckedIOException e) {
      throw DeltaErrors.logUnreadable(directory, e);
    }
  }

  /** When a version was committed: the time of its file, as other engines have it. */
  Instant time(long version) {
    try {
      return Files.getLastModifiedTime(file(version)).toInstant();
    } catch (IOException e) {
      throw DeltaErrors.logUnreadable(directory, e);
    }
  }

  /** What a commit holds; empty when there is no such commit yet. */
  Optional<List<Action>> actions(long version) {
    if (!holds(version)) {
      return Optional.empty();
    }
    // Delta's own way to one commit lists the whole log.
    try (Stream<String> lines = Files.lines(file(version))) {
      return Optional.of(
          lines
              .map(Action$.MODULE$::fromJson)
              .filter(Objects::nonNull)
              .map(ConversionUtils$.MODULE$::convertAction)
              .toList());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      throw DeltaErrors.logUnreadable(directory, e);
    }
  }

  /**
   * What a write builds on.
   *
   * @param version null for the newest
   */
  Basis basis(@Nullable Long version) {
    if (version == null) {
      return new Basis(guarded(directory, this::updateToWrite));
    }
    Snapshot asked = at(version);
    for (long next = version + 1; next <= newest().getVersion(); next++) {
      if (!holds(next)) {
        throw DeltaErrors.versionExpired(directory, version, null);
      }
    }
    return new Basis((SnapshotImpl) asked);
  }

  void checkWritable(Basis basis) {
    if (basis.version() >= 0) {
      guarded(
          directory,
          () ->
              writing(
                  () -> {
                    log.assertProtocolWrite(basis.snapshot().protocolScala());
                    return true;
                  }));
    }
  }

  private SnapshotImpl updateToWrite() {
    return writing(log::update);
  }

  /** Names the features of a table that cannot be written. */
  private <T> T writing(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidProtocolVersionException e) {
      throw DeltaErrors.unsupportedForWrite(
          directory, new KernelLog(directory).unsupportedForWrite());
    }
  }

  /**
   * Makes a version.
   *
   * @throws java.nio.file.FileAlreadyExistsException when somebody else has made it
   */
  void put(long version, List<String> lines) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file(version).toUri());
    new LinkLogStore(Settings.CONFIGURATION)
        .write(path, lines.iterator(), false, Settings.CONFIGURATION);
  }

  /** Writes a checkpoint when one is due. The commit is done: nothing here can undo it. */
  void afterCommit(long version, Metadata metadata) {
    if (version > 0 && version % Properties.checkpointInterval(metadata.getConfiguration()) == 0) {
      try {
        log.checkpoint(log.getSnapshotForVersionAsOf(version));
      } catch (RuntimeException e) {
        LOG.warn("No checkpoint of version {} of the table in {}", version, directory, e);
      }
    }
  }

  /** Writes a checkpoint of the newest version, which is returned. */
  long checkpoint() {
    SnapshotImpl newest = guarded(directory, log::update);
    log.checkpoint(newest);
    return newest.getVersion();
  }

  private Path file(long version) {
    return directory.resolve("_delta_log").resolve("%020d.json".formatted(version));
  }

  /** Delta throws many things when a log is not as it should be; callers see two. */
  private static <T> T guarded(Path directory, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (PlatformException e) {
      throw e;
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
