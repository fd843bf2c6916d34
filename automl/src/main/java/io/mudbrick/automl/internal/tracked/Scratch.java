package io.mudbrick.automl.internal.tracked;

import io.mudbrick.platform.ModuleContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where trials write what is then logged. Thread-safe. */
public record Scratch(Path root) {

  /** What this server writes to: in a shared directory others have their own. */
  public static Scratch of(ModuleContext context) {
    return of(context, context.server());
  }

  private static Scratch of(ModuleContext context, String server) {
    return new Scratch(context.directory("trials/" + server));
  }

  /** Deletes what a server left there that was ended in the midst of its work. */
  public static void clear(ModuleContext context, String lost) {
    new Fresh(of(context, lost).root()).close();
  }

  /**
   * Does the work with a fresh directory that is gone afterwards. When the work fails, that is what
   * is thrown, whether or not the directory could be deleted.
   */
  public <T> T with(Function<Path, T> work) {
    try (Fresh directory = Fresh.in(root)) {
      return work.apply(directory.path());
    }
  }

  private record Fresh(Path path) implements AutoCloseable {
    static Fresh in(Path root) {
      try {
        return new Fresh(Files.createTempDirectory(root, "trial-"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try (Stream<Path> paths = Files.walk(path)) {
        for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
