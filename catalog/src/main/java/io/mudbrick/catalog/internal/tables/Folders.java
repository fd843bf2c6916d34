package io.mudbrick.catalog.internal.tables;

import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders that nothing leads to any more. */
public final class Folders {
  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

  private Folders() {}

  /** Deletes a folder with all that is in it. What cannot be deleted stays. */
  public static void delete(Path folder) {
    if (Files.exists(folder)) {
      FileIo.afterHolds(folder, () -> deleteNow(folder));
    }
  }

  private static void deleteNow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        FileIo.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Files that nothing leads to any more stay in {}", folder, e);
    }
  }
}
