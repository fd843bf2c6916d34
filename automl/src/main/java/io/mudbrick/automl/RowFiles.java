package io.mudbrick.automl;

import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ParquetFiles;
import io.mudbrick.platform.model.CsvRows;
import io.mudbrick.platform.model.Frame;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Rows from files on disk: CSV with a header, or Parquet.
 *
 * <pre>{@code
 * Frame rows = RowFiles.read(Path.of("churn.csv"));
 * AutoMlSummary found = automl.classify(rows, "Churn", AutoMlOptions.defaults());
 * }</pre>
 */
public final class RowFiles {
  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern OTHER_SEPARATOR = Pattern.compile("[;\t|]");

  private RowFiles() {}

  /**
   * All rows of a file; what kind it is, its first bytes tell. A column of CSV gets the narrowest
   * of boolean, long, double and text that all its cells have.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST without such a file;
   *     BAD_REQUEST or INVALID_PARAMETER_VALUE when it holds no rows or cannot be read
   */
  public static Frame read(Path file) {
    try {
      return isParquet(file) ? TableFrames.of(ParquetFiles.read(file)) : csv(file);
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw AutoMlErrors.noFile(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isParquet(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
    }
  }

  private static Frame csv(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file);
        CsvRows rows = CsvRows.of(reader, null, Integer.MAX_VALUE)) {
      if (!rows.hasNext()) {
        throw AutoMlErrors.noRows("the file");
      }
      Frame read = rows.next();
      if (read.names().size() == 1 && OTHER_SEPARATOR.matcher(read.names().get(0)).find()) {
        throw AutoMlErrors.otherSeparator(read.names().get(0));
      }
      return read;
    }
  }
}
