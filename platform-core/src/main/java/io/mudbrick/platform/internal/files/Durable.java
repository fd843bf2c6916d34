package io.mudbrick.platform.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writing files so that they are there after a power cut, whole, or not at all. */
public final class Durable {
  private static final int CHUNK = 1 << 16;

  private Durable() {}

  /** Streams into a temporary neighbour, syncs it, moves it into place and syncs the directory. */
  public static void write(Path target, InputStream content, String temporaryName)
      throws IOException {
    Path directory = createDirectories(target.toAbsolutePath().resolveSibling(".").normalize());
    Path temporary = directory.resolve(temporaryName);
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        byte[] chunk = new byte[CHUNK];
        for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
          ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, n);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        }
        channel.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncDirectory(directory);
  }

  /** Makes a directory and those above it, each synced into its parent. */
  public static Path createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = directory.getParent();
      if (parent != null) {
        createDirectories(parent);
      }
      try {
        Files.createDirectory(directory);
      } catch (java.nio.file.FileAlreadyExistsException race) {
        if (!Files.isDirectory(directory)) {
          throw race;
        }
      }
      if (parent != null) {
        syncDirectory(parent);
      }
    }
    return directory;
  }

  public static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes a file or a tree; nothing happens when it is missing. */
  public static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (java.util.stream.Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
