package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The Parquet files of one table. */
final class DataFiles {
  /** More rows than this go to further files, so that a later rewrite touches only some. */
  static final int ROWS_PER_FILE = 1 << 20;

  private final Path directory;

  DataFiles(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** As the other, with as many rows in a file as there may be. */
  List<AddFile> write(ColumnBatch batch, List<String> partitionColumns, long version) {
    return write(batch, partitionColumns, version, ROWS_PER_FILE);
  }

  /**
   * Writes the rows; when it returns, the files are on disk, and no reader sees them yet.
   *
   * @param version of the table on which the writer builds. It leads the names, so that files sort
   *     in the order in which they were written, and reads of equal tables give equal orders
   */
  List<AddFile> write(
      ColumnBatch batch, List<String> partitionColumns, long version, int rowsPerFile) {
    List<AddFile> written = new ArrayList<>();
    if (batch.size() == 0) {
      return written;
    }
    try {
      for (var part : Partitions.split(batch, partitionColumns).entrySet()) {
        String folder = Partitions.directory(part.getKey(), partitionColumns);
        ColumnBatch rows = part.getValue();
        for (int from = 0; from < rows.size(); from += rowsPerFile) {
          ColumnBatch slice = Batches.slice(rows, from, Math.min(rows.size(), from + rowsPerFile));
          String name =
              "part-%010d-%05d-%s.snappy.parquet"
                  .formatted(version + 1, written.size(), UUID.randomUUID());
          written.add(writeFile(slice, folder, name, part.getKey()));
        }
      }
      FileIo.syncDirectory(directory);
      return written;
    } catch (IOException e) {
      discard(written);
      throw DeltaErrors.writeFailed(directory, e);
    }
  }

  private AddFile writeFile(
      ColumnBatch batch, String folder, String name, Map<String, @Nullable String> partition)
      throws IOException {
    Path home = folder.isEmpty() ? directory : FileIo.createDirectories(directory.resolve(folder));
    Path file = home.resolve(name);
    try {
      ParquetOut.write(batch, file);
    } catch (IOException | RuntimeException e) {
      file.toFile().delete(); // or it stays, until vacuum
      throw e;
    }
    for (Path dir = home; !dir.equals(directory); dir = parent(dir)) {
      FileIo.syncDirectory(dir);
    }
    // The log holds encoded paths: the escapes of the folder are escaped once more.
    return AddFile.builder(
            folder.replace("%", "%25") + name,
            partition,
            Files.size(file),
            Files.getLastModifiedTime(file).toMillis(),
            true)
        .stats(StatsWriter.of(batch))
        .build();
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("No directory around " + path);
    }
    return parent;
  }

  /**
   * Deletes files that no commit names. One that cannot be deleted stays behind without harm: no
   * reader sees it.
   */
  void discard(List<AddFile> files) {
    for (AddFile file : files) {
      path(file).toFile().delete();
    }
  }

  /** The columns of the schema; those that stand in the log come from there. */
  ColumnBatch read(AddFile file, Schema schema, List<String> partitionColumns) {
    Map<String, String> values = file.getPartitionValues();
    List<String> constants =
        schema.names().stream()
            .filter(name -> partitionColumns.stream().anyMatch(name::equalsIgnoreCase))
            .toList();
    if (constants.isEmpty()) {
      return readStored(file, schema);
    }
    ColumnBatch stored = readStored(file, Partitions.without(schema, constants));
    int size = stored.schema().size() == 0 ? Math.toIntExact(count(file)) : stored.size();
    List<ColumnVector> columns = new ArrayList<>(schema.size());
    for (Column column : schema.columns()) {
      Column inFile = stored.schema().find(column.name());
      columns.add(
          inFile == null
              ? Partitions.constant(column, values.get(column.name()), size)
              : stored.column(inFile.name()));
    }
    return ColumnBatch.of(schema, columns);
  }

  private ColumnBatch readStored(AddFile file, Schema schema) {
    try {
      return ParquetIn.read(inside(directory, path(file)), schema);
    } catch (IOException e) {
      throw FileErrors.fileUnreadable(path(file), e);
    }
  }

  /** The number of rows, from the log or else from the file. */
  long count(AddFile file) {
    OptionalLong rows = FileStats.parse(file.getStats()).rows();
    if (rows.isPresent()) {
      return rows.getAsLong();
    }
    try {
      return ParquetIn.count(inside(directory, path(file)));
    } catch (IOException e) {
      throw FileErrors.fileUnreadable(path(file), e);
    }
  }

  /**
   * The file without symbolic links. Whoever may write a log could name any file of the machine in
   * it, those of tables that are hidden from them among them: only what lies beside the log is
   * read.
   */
  static Path inside(Path directory, Path file) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(directory.toRealPath())) {
      throw FileErrors.fileOutside(directory);
    }
    return real;
  }

  /** Where a file lies: the log holds an encoded path, relative to the table or absolute. */
  Path path(AddFile file) {
    return path(file.getPath());
  }

  /** As the other, for the path of any action. */
  Path path(String path) {
    URI uri = URI.create(path);
    return uri.isAbsolute() ? Path.of(uri) : directory.resolve(uri.getPath());
  }
}
