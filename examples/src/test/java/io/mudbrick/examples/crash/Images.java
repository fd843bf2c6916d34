package io.mudbrick.examples.crash;

import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.files.IoStep;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a disk would hold if the process were killed, or the power cut, before each step of a write:
 * the directory is copied there and then, in the thread that takes the step.
 *
 * <p>A power cut takes what nobody synced: new names whose directory was not, and the content of
 * files that were not. The database and the journal are copied as they are: the one syncs by its
 * own means, the other does not promise to outlive more than its process.
 */
final class Images implements AutoCloseable {
  private static final String JOURNAL = "journal";

  private final Path data;
  private final Path into;
  private final int every;
  private final List<Image> taken = new ArrayList<>();
  private int passed;
  private final Closeable injected;

  private final Set<Path> unsyncedNames = new HashSet<>();
  private final Set<Path> unsyncedContent = new HashSet<>();

  /** What a file held before a rename gave its name to another. */
  private final Map<Path, byte[]> replaced = new HashMap<>();

  /**
   * One state of the disk.
   *
   * @param acknowledged whether the piece had been answered
   */
  record Image(Path directory, String when, boolean powerCut, boolean acknowledged) {
    @Override
    public String toString() {
      return (powerCut ? "with a power cut " : "killed ") + when;
    }
  }

  /**
   * @param every one of so many is taken, and what is there after the answer in any case
   * @param first how many pass before the first that is taken
   */
  Images(Path data, Path into, int every, int first) {
    this.data = data;
    this.into = into;
    this.every = every;
    this.passed = every - 1 - first;
    this.injected = FileIo.inject(this::before);
  }

  /** Those so far: what goes on in the background may be taken later still. */
  synchronized List<Image> taken() {
    return List.copyOf(taken);
  }

  private synchronized void before(IoStep step, Path file) throws IOException {
    if (!file.startsWith(data)) {
      return;
    }
    if (step == IoStep.WRITE && file.startsWith(data.resolve(JOURNAL))) {
      return; // nothing happened since the step before; half of the line, next, tells more
    }
    take("before " + step + " of " + data.relativize(file), false);
    follow(step, file);
  }

  /** Takes what is there once the piece has been answered: all of it must be. */
  synchronized void takeAnswered() throws IOException {
    take("after the answer", true);
  }

  private void take(String when, boolean acknowledged) throws IOException {
    take(when, false, acknowledged);
    if (!unsyncedNames.isEmpty() || !unsyncedContent.isEmpty()) {
      take(when, true, acknowledged);
    }
  }

  /** The step is about to be taken: what does it put at risk, or to safety? */
  private void follow(IoStep step, Path file) throws IOException {
    switch (step) {
      case CREATE -> {
        unsyncedNames.add(file);
        unsyncedContent.add(file);
      }
      case MAKE_DIRECTORY, LINK -> unsyncedNames.add(file);
      case RENAME -> {
        unsyncedNames.add(file);
        if (Files.exists(file)) {
          replaced.put(file, Files.readAllBytes(file));
        }
      }
      case SYNC -> unsyncedContent.remove(file);
      case SYNC_DIRECTORY -> {
        unsyncedNames.removeIf(name -> file.equals(name.getParent()));
        replaced.keySet().removeIf(name -> file.equals(name.getParent()));
      }
      case WRITE, WRITE_REST, TRUNCATE, DELETE -> {}
    }
  }

  private void take(String when, boolean powerCut, boolean acknowledged) throws IOException {
    if (++passed % every != 0 && !acknowledged) {
      return;
    }
    Path copy = into.resolve("image-" + taken.size());
    try {
      copyTree(data, copy);
    } catch (IOException changing) {
      // Another thread deleted what was being copied; the next image takes the name.
      remove(copy);
      throw changing;
    }
    if (powerCut) {
      for (Path content : unsyncedContent) {
        Path lost = inCopy(copy, content);
        if (Files.exists(lost)) {
          Files.write(lost, new byte[0]);
        }
      }
      for (Path name : unsyncedNames) {
        remove(inCopy(copy, name));
        byte[] before = replaced.get(name);
        if (before != null) {
          Files.write(inCopy(copy, name), before);
        }
      }
    }
    taken.add(new Image(copy, when, powerCut, acknowledged));
  }

  private Path inCopy(Path copy, Path file) {
    return copy.resolve(data.relativize(file));
  }

  /** Copies a directory; the database before its log, so that the log is the newer of the two. */
  static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.endsWith("-shm") && !name.equals("mudbrick.lock")) {
          Files.copy(file, to.resolve(from.relativize(file)));
        }
      }
    }
  }

  static void remove(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    try {
      injected.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
