package io.mudbrick.featurestore.internal.online;

import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files with the rows of online tables, one a generation, in a folder for each metastore.
 * Thread-safe.
 */
final class RowFiles {
  private static final Logger LOG = System.getLogger(RowFiles.class.getName());
  private final Path root;

  RowFiles(Path root) {
    this.root = root;
  }

  /** What writes to a new file. */
  interface Writing {
    long to(RowFileWriter writer) throws IOException;
  }

  static String name(OnlineRecord table, long generation) {
    return table.tableNo() + "-" + generation + ".rows";
  }

  private Path path(String metastoreId, String name) {
    return root.resolve(metastoreId).resolve(name);
  }

  /** The rows of a table whose rows are in a file. */
  RowFile open(OnlineRecord record) throws NoSuchFileException {
    String name = record.rowFile();
    Path path = path(record.metastoreId(), name == null ? "" : name);
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return RowFile.open(path);
  }

  /**
   * Makes a table's file for a generation.
   *
   * @param most how many rows there may be
   * @return what the writing returned
   */
  long write(OnlineRecord table, long generation, long most, Writing writing) {
    Path path = path(table.metastoreId(), name(table, generation));
    try {
      FileIo.createDirectories(root.resolve(table.metastoreId()));
      try (RowFileWriter writer = new RowFileWriter(path, most)) {
        long result = writing.to(writer);
        writer.finish();
        return result;
      }
    } catch (IOException e) {
      throw OnlineErrors.rowsNotWritten(table.name(), e);
    } catch (UncheckedIOException e) {
      throw OnlineErrors.rowsNotWritten(table.name(), Objects.requireNonNull(e.getCause()));
    }
  }

  /** Deletes the file of a generation that nobody will open any more. */
  void delete(OnlineRecord table) {
    String name = table.rowFile();
    if (name != null) {
      delete(path(table.metastoreId(), name));
    }
  }

  private static void delete(Path path) {
    FileIo.afterHolds(
        path,
        () -> {
          try {
            FileIo.discard(path);
          } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} is left behind: {1}", path, e.getMessage());
          }
        });
  }

  /** Deletes what publishes left that were killed. */
  void sweep(Collection<OnlineRecord> tables) {
    Set<Path> known = new HashSet<>();
    for (OnlineRecord table : tables) {
      String name = table.rowFile();
      if (name != null) {
        known.add(path(table.metastoreId(), name));
      }
    }
    for (Path folder : inside(root)) {
      for (Path file : inside(folder)) {
        if (!known.contains(file)) {
          delete(file);
        }
      }
    }
  }

  private static List<Path> inside(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      throw OnlineErrors.unreadableRows(folder, e);
    }
  }
}
