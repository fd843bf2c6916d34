package io.mudbrick.automl.internal.tracked;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where trials write what is then logged. Thread-safe. */
public record Scratch(Path root) {

  /** Does the work with a fresh directory that is gone afterwards. */
  public <T> T with(Function<Path, T> work) {
    Path directory = create();
    try {
      return work.apply(directory);
    } finally {
      delete(directory);
    }
  }

  private Path create() {
    try {
      return Files.createTempDirectory(root, "trial-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
