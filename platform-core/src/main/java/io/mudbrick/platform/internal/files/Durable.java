package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Writing files so that they are there after a power cut, whole, or not at all. */
public final class Durable {
  private static final int CHUNK = 1 << 16;

  private Durable() {}

  /** Streams into a temporary neighbour, syncs it, moves it into place and syncs the directory. */
  public static void write(Path target, InputStream content, String temporaryName)
      throws IOException {
    Path directory =
        FileIo.createDirectories(target.toAbsolutePath().resolveSibling(".").normalize());
    Path temporary = directory.resolve(temporaryName);
    try {
      try (FileIo.Output out = FileIo.create(temporary)) {
        byte[] chunk = new byte[CHUNK];
        for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
          out.write(chunk, 0, n);
        }
        out.sync();
      }
      FileIo.rename(temporary, target);
    } catch (IOException | RuntimeException e) {
      temporary.toFile().delete(); // or it stays, under a name that nobody lists
      throw e;
    }
    FileIo.syncDirectory(directory);
  }

  /** Deletes a file or a tree; nothing happens when it is missing. */
  public static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        FileIo.delete(path);
      }
    }
  }
}
