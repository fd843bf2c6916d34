package io.mudbrick.platform.internal.backup;

import io.mudbrick.platform.BackupReport;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import io.mudbrick.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Copies a data directory that is in use. What refers to something is copied before what it refers
 * to, and deletions wait: the database first, then Delta's logs, then their data files and all
 * other files, each of which was there before its name. The journal comes last, as the tables that
 * it feeds must not have had more of it than the copy holds.
 */
final class Backup {
  private static final String DATABASE = "mudbrick.db";

  /** What only a running server means something by, and what can be had again. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "mudbrick.lock", "server.json", DATABASE, DATABASE + "-wal", DATABASE + "-shm", "logs");

  private final Path data;
  private final SqliteDatabase database;
  private final Clock clock;
  private final List<Manifest.Entry> entries = new ArrayList<>();

  Backup(Path data, SqliteDatabase database, Clock clock) {
    this.data = data;
    this.database = database;
    this.clock = clock;
  }

  @SuppressWarnings("try") // deletions are held for as long as it is open
  BackupReport to(Path target) throws IOException {
    Copy.newDirectory(target);
    try (Closeable held = FileIo.holdDeletions(data)) {
      Path snapshot = target.resolve(DATABASE + ".snapshot");
      database.copyTo(snapshot);
      entries.add(Copy.file(snapshot, target, DATABASE));
      Files.delete(snapshot);
      copy(target, path -> inDeltaLog(path));
      copy(target, path -> !inDeltaLog(path) && !inJournal(path));
      copy(target, path -> inJournal(path));
    }
    Manifest manifest = new Manifest(Manifest.FORMAT, clock.instant().toEpochMilli(), entries);
    writeManifest(target, manifest);
    long bytes = entries.stream().mapToLong(Manifest.Entry::size).sum();
    return new BackupReport(target, entries.size(), bytes);
  }

  private static boolean inDeltaLog(Path path) {
    Path parent = path.getParent();
    return parent != null && parent.endsWith("_delta_log");
  }

  private static boolean inJournal(Path path) {
    return path.startsWith("journal");
  }

  private void copy(Path target, Predicate<Path> chosen) throws IOException {
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path path = data.relativize(file);
            if (!LEFT_OUT.contains(path.getName(0).toString())
                && chosen.test(path)
                && attributes.isRegularFile()) {
              copyUnlessGone(file, target, path);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // an upload that has been finished since it was seen
            }
            throw e;
          }
        });
  }

  /** An upload that has just been finished or given up is no longer where it waited. */
  private void copyUnlessGone(Path file, Path target, Path path) throws IOException {
    try {
      entries.add(Copy.file(file, target, String.join("/", names(path))));
    } catch (NoSuchFileException gone) {
      if (Files.exists(file)) {
        throw gone;
      }
      Files.deleteIfExists(target.resolve(path));
    }
  }

  private static List<String> names(Path path) {
    List<String> names = new ArrayList<>();
    path.forEach(name -> names.add(name.toString()));
    return names;
  }

  private static void writeManifest(Path target, Manifest manifest) throws IOException {
    Path temporary = target.resolve(Manifest.FILE + ".tmp");
    try (FileIo.Output out = FileIo.create(temporary)) {
      new ByteArrayInputStream(Json.bytes(manifest)).transferTo(out);
      out.sync();
    }
    FileIo.rename(temporary, target.resolve(Manifest.FILE));
    FileIo.syncDirectory(target);
  }
}
