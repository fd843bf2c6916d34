package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.stream.Stream;

/** Writing files so that they are there after a power cut, whole, or not at all. */
public final class Durable {
  private static final int CHUNK = 1 << 16;
  private static final int ATTEMPTS = 10;

  private Durable() {}

  /**
   * Streams into a file that nobody sees, syncs it, moves it into place and syncs the directory.
   *
   * @param staged where it waits, on the same file system
   * @return size and time of what was written, which somebody may have deleted since
   */
  public static BasicFileAttributes write(Path target, InputStream content, Path staged)
      throws IOException {
    return stage(staged, content, () -> inDirectory(target, () -> FileIo.rename(staged, target)));
  }

  /**
   * As {@link #write}, unless there is something already.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is
   */
  static BasicFileAttributes writeNew(Path target, InputStream content, Path staged)
      throws IOException {
    return stage(staged, content, () -> inDirectory(target, () -> FileIo.link(staged, target)));
  }

  private static BasicFileAttributes stage(Path staged, InputStream content, Step publish)
      throws IOException {
    try {
      try (FileIo.Output out = FileIo.create(staged)) {
        byte[] chunk = new byte[CHUNK];
        for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
          out.write(chunk, 0, n);
        }
        out.sync();
      }
      BasicFileAttributes written = Files.readAttributes(staged, BasicFileAttributes.class);
      publish.run();
      return written;
    } finally {
      staged.toFile().delete(); // or it stays, under a name that nobody lists, until it is swept
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** The directory may be deleted, as it is empty still, before the file is in it. */
  private static void inDirectory(Path target, Step step) throws IOException {
    Path parent = target.toAbsolutePath().resolveSibling(".").normalize();
    for (int attempt = 1; ; attempt++) {
      FileIo.createDirectories(parent);
      try {
        step.run();
        FileIo.syncDirectory(parent);
        return;
      } catch (NoSuchFileException directoryGone) {
        if (attempt == ATTEMPTS) {
          throw directoryGone;
        }
      }
    }
  }

  /** Deletes a file or a tree; nothing happens when it is missing. */
  public static void deleteTree(Path root) throws IOException {
    remove(root, FileIo::delete);
  }

  /** As {@link #deleteTree}, of what no metadata names: it waits for nobody who makes a copy. */
  static void discardTree(Path root) throws IOException {
    remove(root, FileIo::discard);
  }

  @FunctionalInterface
  private interface Removal {
    boolean remove(Path file) throws IOException;
  }

  /** Others may be at work in the tree: deleting it as well, or putting another file there. */
  private static void remove(Path root, Removal removal) throws IOException {
    for (int attempt = 1; Files.exists(root, LinkOption.NOFOLLOW_LINKS); attempt++) {
      try (Stream<Path> tree = Files.walk(root)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          removal.remove(path);
        }
        return;
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } catch (UncheckedIOException e) {
        if (attempt == ATTEMPTS || !(e.getCause() instanceof NoSuchFileException)) {
          throw e;
        }
      }
    }
  }
}
