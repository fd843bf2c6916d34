package io.mudbrick.automl.internal.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes what a trial shows besides its model. */
public final class TrialReport {
  private TrialReport() {}

  /**
   * Writes the files of all reports below the directory, which is made.
   *
   * @throws UncheckedIOException when the disk refuses
   */
  public static void write(Path directory, List<Report> reports) {
    try {
      Files.createDirectories(directory);
      for (Report report : reports) {
        for (Map.Entry<String, byte[]> file : report.files().entrySet()) {
          Files.write(directory.resolve(file.getKey()), file.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
