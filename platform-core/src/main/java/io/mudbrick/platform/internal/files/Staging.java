package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Ids;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The directory where uploads wait until they are whole. It lies on the same file system as the
 * place they go to, and below the store's root, under a name that no blob has.
 *
 * @param ids not those that tests repeat: names in here must never meet
 */
public record Staging(Path directory, Ids ids) {
  /** What nobody has touched for so long was left behind by a process that is gone. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  /** A new name. */
  Path file() throws IOException {
    return FileIo.createDirectories(directory).resolve(ids.hex32());
  }

  /** Deletes what was left behind. Other servers may be at work in the same directory. */
  public void sweep(Clock clock) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Instant limit = clock.instant().minus(ABANDONED);
    try (Stream<Path> children = Files.list(directory)) {
      for (Path child : children.toList()) {
        boolean kept = child.getFileName().toString().equals(Tickets.KEY_FILE);
        if (!kept && lastTouched(child).isBefore(limit)) {
          Durable.discardTree(child);
        }
      }
    }
  }

  private static Instant lastTouched(Path child) throws IOException {
    try {
      return Files.getLastModifiedTime(child).toInstant();
    } catch (NoSuchFileException finishedMeanwhile) {
      return Instant.MAX;
    }
  }
}
