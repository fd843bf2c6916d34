package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.LooseParquet;
import java.nio.file.Path;

/**
 * Single Parquet files that belong to no table: what a user has on disk, or wants to hand on. No
 * grants are checked, the file system's rights hold. Thread-safe.
 *
 * <pre>{@code
 * ColumnBatch rows = ParquetFiles.read(Path.of("customers.parquet"));
 * }</pre>
 */
public final class ParquetFiles {
  private ParquetFiles() {}

  /**
   * All rows of a file, whoever wrote it; every column may be null.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST without such a file;
   *     INVALID_PARAMETER_VALUE when it is no Parquet, or two names differ only in case;
   *     NOT_IMPLEMENTED for columns of types that tables do not have, such as times of day
   */
  public static ColumnBatch read(Path file) {
    return LooseParquet.read(file);
  }

  /**
   * Writes the rows as a new file, on disk when it returns.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_ALREADY_EXISTS when there is such a
   *     file
   * @throws java.io.UncheckedIOException when the disk refuses
   */
  public static void write(ColumnBatch rows, Path file) {
    LooseParquet.write(rows, file);
  }
}
