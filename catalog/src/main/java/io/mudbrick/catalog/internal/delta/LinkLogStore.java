package io.mudbrick.catalog.internal.delta;

import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import io.mudbrick.platform.files.FileIo;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits on a local disk. A version is written under a temporary name, synced, and then
 * hard-linked to its own name: linking fails when the name exists, in one step and across
 * processes. The stores that come with Delta look first and rename then, and lose commits between
 * the two.
 *
 * <p>Delta makes one by reflection, so it is public with this constructor.
 */
public final class LinkLogStore extends LogStore {
  private static final Logger LOG = LoggerFactory.getLogger(LinkLogStore.class);

  private static final int VERSION_DIGITS = 20;
  private static final Pattern COMMIT = Pattern.compile("\\d{20}\\.json");

  public LinkLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public CloseableIterator<String> read(org.apache.hadoop.fs.Path path, Configuration configuration)
      throws IOException {
    try {
      return new Lines(Files.newBufferedReader(local(path), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      // Delta takes only this class for "not there"; for others it waits and tries again.
      FileNotFoundException missing = new FileNotFoundException(path.toString());
      missing.initCause(e);
      throw missing;
    }
  }

  @Override
  public void write(
      org.apache.hadoop.fs.Path path,
      Iterator<String> actions,
      Boolean overwrite,
      Configuration configuration)
      throws IOException {
    Path target = local(path);
    Path directory = directory(target);
    Path temporary =
        directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      writeLines(temporary, actions);
      if (overwrite) {
        syncNewestCheckpoint(directory);
        FileIo.rename(temporary, target);
      } else {
        link(temporary, target, path);
      }
      FileIo.syncDirectory(directory);
    } finally {
      drop(temporary);
    }
  }

  /** What the commit came to is decided by now; a file left behind is swept by vacuum. */
  private static void drop(Path temporary) {
    try {
      FileIo.discard(temporary);
    } catch (IOException e) {
      LOG.warn("A temporary file stays: {}", temporary, e);
    }
  }

  /** Delta overwrites one file only: the pointer to a checkpoint that it wrote without a sync. */
  private static void syncNewestCheckpoint(Path directory) throws IOException {
    Optional<Path> newest;
    try (Stream<Path> files = Files.list(directory)) {
      newest =
          files
              .filter(file -> file.toString().endsWith(".checkpoint.parquet"))
              .max(Comparator.naturalOrder());
    }
    if (newest.isPresent()) {
      FileIo.sync(newest.get());
    }
  }

  private static void link(Path temporary, Path target, org.apache.hadoop.fs.Path path)
      throws IOException {
    try {
      FileIo.link(temporary, target);
    } catch (FileAlreadyExistsException e) {
      FileAlreadyExistsException exists = new FileAlreadyExistsException(path.toString());
      exists.initCause(e);
      throw exists;
    }
  }

  private static void writeLines(Path file, Iterator<String> lines) throws IOException {
    try (FileIo.Output out = FileIo.create(file);
        BufferedWriter writer =
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      while (lines.hasNext()) {
        writer.write(lines.next());
        writer.write('\n');
      }
      writer.flush();
      out.sync();
    }
  }

  @Override
  public Iterator<FileStatus> listFrom(org.apache.hadoop.fs.Path path, Configuration configuration)
      throws IOException {
    Path from = local(path);
    Path directory = directory(from);
    String first = String.valueOf(from.getFileName());
    List<FileStatus> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        if (name.compareTo(first) >= 0) {
          found.add(status(file, new org.apache.hadoop.fs.Path(path.getParent(), name)));
        }
      }
    } catch (NoSuchFileException e) {
      FileNotFoundException missing = new FileNotFoundException(directory.toString());
      missing.initCause(e);
      throw missing;
    }
    found.sort(Comparator.comparing(status -> status.getPath().getName()));
    return withoutGaps(found, directory).iterator();
  }

  /**
   * A directory that grows while it is listed may show a version and not the one before it, which
   * Delta takes for a damaged log. Those are looked for by name.
   */
  static List<FileStatus> withoutGaps(List<FileStatus> sorted, Path directory) throws IOException {
    List<FileStatus> complete = new ArrayList<>(sorted.size());
    long previous = -1;
    for (FileStatus file : sorted) {
      if (COMMIT.matcher(file.getPath().getName()).matches()) {
        long version = Long.parseLong(file.getPath().getName().substring(0, VERSION_DIGITS));
        for (long missing = previous + 1; previous >= 0 && missing < version; missing++) {
          Path unseen = directory.resolve("%020d.json".formatted(missing));
          if (Files.exists(unseen)) {
            String name = String.valueOf(unseen.getFileName());
            complete.add(
                status(unseen, new org.apache.hadoop.fs.Path(file.getPath().getParent(), name)));
          }
        }
        previous = version;
      }
      complete.add(file);
    }
    complete.sort(Comparator.comparing(status -> status.getPath().getName()));
    return complete;
  }

  private static FileStatus status(Path file, org.apache.hadoop.fs.Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStatus(
        attributes.size(),
        attributes.isDirectory(),
        1,
        attributes.size(),
        attributes.lastModifiedTime().toMillis(),
        path);
  }

  @Override
  public org.apache.hadoop.fs.Path resolvePathOnPhysicalStorage(
      org.apache.hadoop.fs.Path path, Configuration configuration) {
    return path;
  }

  /**
   * True makes Delta write checkpoints under a temporary name, so that no reader sees half a one.
   */
  @Override
  public Boolean isPartialWriteVisible(
      org.apache.hadoop.fs.Path path, Configuration configuration) {
    return true;
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }

  private static Path directory(Path file) {
    Path directory = file.getParent();
    if (directory == null) {
      throw new IllegalArgumentException("No directory in " + file);
    }
    return directory;
  }

  private static final class Lines implements CloseableIterator<String> {
    private final BufferedReader reader;
    private final Iterator<String> lines;

    Lines(BufferedReader reader) {
      this.reader = reader;
      this.lines = reader.lines().iterator();
    }

    @Override
    public boolean hasNext() {
      return lines.hasNext();
    }

    @Override
    public String next() {
      return lines.next();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
