package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Parquet files that no log names. */
public final class LooseParquet {
  private LooseParquet() {}

  public static ColumnBatch read(Path file) {
    try {
      return ParquetIn.read(file, FileSchema.of(ParquetIn.schema(file)));
    } catch (NoSuchFileException e) {
      throw FileErrors.noSuchFile(file, e);
    } catch (IOException e) {
      if (Files.notExists(file)) {
        throw FileErrors.noSuchFile(file, e);
      }
      throw FileErrors.notParquet(file, e);
    }
  }

  public static void write(ColumnBatch rows, Path file) {
    try {
      ParquetOut.write(rows, file);
    } catch (FileAlreadyExistsException e) {
      throw FileErrors.fileExists(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
