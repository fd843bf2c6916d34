package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.CommitErrors;
import io.mudbrick.catalog.StagedCommit;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The log of a table whose writers ask the catalog for each version. They share this disk, so a
 * version is given in the way our own commits take theirs: by a link to the file, which one of them
 * gets. Nothing else has to be remembered, and no commit waits to be published.
 */
public final class CatalogManagedLog {
  private static final Set<String> FEATURES = Set.of("catalogManaged", "catalogOwned-preview");
  private static final Pattern STAGED = Pattern.compile("(\\d{20})\\.[0-9a-fA-F-]{36}\\.json");
  private static final String VERSION = "%020d";

  private final Path directory;
  private final Path log;

  private CatalogManagedLog(Path directory) {
    this.directory = directory;
    this.log = directory.resolve("_delta_log");
  }

  /** Makes the directories in which a table can begin. */
  public static void prepare(Path directory) {
    try {
      FileIo.createDirectories(staged(directory.toAbsolutePath().resolve("_delta_log")));
    } catch (IOException e) {
      throw DeltaErrors.writeFailed(directory, e);
    }
  }

  /** The log of a table that says of itself that the catalog manages it. */
  public static CatalogManagedLog of(Path directory) {
    Set<String> features = KernelLog.features(new KernelLog(directory).newest().getProtocol());
    if (FEATURES.stream().noneMatch(features::contains)) {
      throw CommitErrors.notCatalogManaged();
    }
    return new CatalogManagedLog(directory);
  }

  private static Path staged(Path log) {
    return log.resolve("_staged_commits");
  }

  public Schema schema() {
    return KernelLog.schema(new KernelLog(directory).newest());
  }

  /** The newest version; -1 when there is none. */
  public long newest() {
    long newest = -1;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(log, "*.json")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.length() == 25 && name.chars().limit(20).allMatch(Character::isDigit)) {
          newest = Math.max(newest, Long.parseLong(name.substring(0, 20)));
        }
      }
    } catch (IOException e) {
      throw DeltaErrors.logUnreadable(directory, e);
    }
    return newest;
  }

  /** Makes a waiting commit a version; it is on disk on return. */
  public void publish(StagedCommit commit) {
    long version = commit.version();
    var name = STAGED.matcher(commit.fileName());
    if (!name.matches() || !name.group(1).equals(VERSION.formatted(version))) {
      throw CommitErrors.badCommit("file_name must be <version>.<uuid>.json");
    }
    Path published = log.resolve(VERSION.formatted(version) + ".json");
    Path file = staged(log).resolve(commit.fileName());
    try {
      long newest = newest();
      if (version <= newest) {
        requireSame(version, published, file);
        FileIo.syncDirectory(log); // another thread may have linked and not synced yet
        return;
      }
      if (version > newest + 1) {
        throw CommitErrors.badCommit("the next version is " + (newest + 1));
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) != commit.size()) {
        throw CommitErrors.badCommit(
            "there is no file of that name and size in _delta_log/_staged_commits");
      }
      FileIo.sync(file);
      try {
        FileIo.link(file, published);
      } catch (FileAlreadyExistsException taken) {
        requireSame(version, published, file);
      }
      FileIo.syncDirectory(log);
    } catch (IOException e) {
      throw DeltaErrors.writeFailed(directory, e);
    }
  }

  /** A client that lost a reply asks again. */
  private static void requireSame(long version, Path published, Path file) throws IOException {
    if (!Files.exists(published) || !Files.exists(file) || !same(published, file)) {
      throw CommitErrors.commitConflict(version);
    }
  }

  private static boolean same(Path one, Path other) throws IOException {
    return Files.isSameFile(one, other) || Files.mismatch(one, other) == -1;
  }
}
