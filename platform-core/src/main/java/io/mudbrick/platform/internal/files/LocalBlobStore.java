package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.platform.files.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Blobs in a directory of this machine. */
public final class LocalBlobStore implements BlobStore {
  /** A name that {@link FileNames#escape} never gives, so that no blob can look like one. */
  private static final String TEMPORARY_PREFIX = "%tmp-";

  /** What file systems take, with room for the prefix of a temporary name. */
  private static final int LONGEST_NAME = 255;

  private final Path root;
  private final Ids ids;

  public LocalBlobStore(Path root, Ids ids) {
    this.root = root;
    this.ids = ids;
  }

  @Override
  public Info put(String path, InputStream content) throws IOException {
    Path file = onDisk(path);
    if (file.equals(root)) {
      throw new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, "Invalid path");
    }
    if (Files.isDirectory(file)) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, "'" + path + "' is a directory");
    }
    try {
      Durable.write(file, content, TEMPORARY_PREFIX + ids.hex32());
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, "A parent of '" + path + "' is a file", e);
    }
    return info(BlobPath.canonical(path), file);
  }

  @Override
  public InputStream open(String path) throws IOException {
    Path file = onDisk(path);
    if (!Files.isRegularFile(file)) {
      throw notFound(path);
    }
    return Files.newInputStream(file);
  }

  private static PlatformException notFound(String path) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "No such artifact: '" + path + "'");
  }

  @Override
  public Optional<Info> stat(String path) throws IOException {
    Path file = onDisk(path);
    return Files.exists(file)
        ? Optional.of(info(BlobPath.canonical(path), file))
        : Optional.empty();
  }

  private static Info info(String path, Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    boolean directory = attributes.isDirectory();
    return new Info(
        path,
        directory,
        directory ? 0 : attributes.size(),
        attributes.lastModifiedTime().toMillis());
  }

  @Override
  public List<Info> list(String directory) throws IOException {
    String canonical = BlobPath.canonical(directory);
    Path folder = onDisk(canonical);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Info> children = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        add(children, canonical, file);
      }
    }
    children.sort(Comparator.comparing(Info::path));
    return children;
  }

  private static void add(List<Info> infos, String directory, Path file) throws IOException {
    String onDisk = file.getFileName().toString();
    if (onDisk.startsWith(TEMPORARY_PREFIX)) {
      return;
    }
    String name = FileNames.unescape(onDisk);
    try {
      infos.add(info(directory.isEmpty() ? name : directory + "/" + name, file));
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    }
  }

  @Override
  public List<Info> walk(String directory) throws IOException {
    List<Info> files = new ArrayList<>();
    for (Info child : list(directory)) {
      if (child.directory()) {
        files.addAll(walk(child.path()));
      } else {
        files.add(child);
      }
    }
    return files;
  }

  @Override
  public void delete(String path) throws IOException {
    Durable.deleteTree(onDisk(path));
  }

  @Override
  public BlobStore at(String directory) {
    return new LocalBlobStore(onDisk(directory), ids);
  }

  @Override
  public Path onDisk(String path) {
    Path file = root;
    for (String segment : BlobPath.canonical(path).split("/", -1)) {
      if (!segment.isEmpty()) {
        String name = FileNames.escape(segment);
        if (name.length() > LONGEST_NAME) {
          throw new PlatformException(
              ErrorCode.INVALID_PARAMETER_VALUE,
              "Invalid path: the name '" + segment + "' is too long");
        }
        file = file.resolve(name);
      }
    }
    return file;
  }
}
