package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Blobs in a directory of this machine. */
public final class LocalBlobStore implements BlobStore {
  /**
   * Where uploads wait: a name that {@link FileNames#escape} never gives, so that no blob can look
   * like it. Earlier versions left files named like it beside their targets.
   */
  private static final String HIDDEN_PREFIX = "%tmp";

  private static final String FOREIGN_STAGING = ".mudbrick-uploads";

  /** What file systems take. */
  private static final int LONGEST_NAME = 255;

  private static final int LONGEST_PATH = 4095;

  private final Path root;
  private final Staging staging;
  private final DiskNames names;

  /** The directory that symbolic links may not lead out of; of no interest where none are made. */
  private final Path boundary;

  private LocalBlobStore(Path root, Staging staging, DiskNames names, Path boundary) {
    this.root = root;
    this.staging = staging;
    this.names = names;
    this.boundary = boundary;
  }

  /** A store in a directory of its own. */
  public LocalBlobStore(Path root, Ids ids) {
    this(root, new Staging(root.resolve(HIDDEN_PREFIX), ids), DiskNames.ESCAPED, root);
  }

  /** A store in a directory that others write to as well. */
  public static LocalBlobStore foreign(Path root, Ids ids) {
    Staging staging = new Staging(root.resolve(FOREIGN_STAGING), ids);
    return new LocalBlobStore(root, staging, DiskNames.PLAIN, root);
  }

  public Staging staging() {
    return staging;
  }

  @Override
  public Info put(String path, InputStream content) throws IOException {
    return store(path, content, true);
  }

  @Override
  public Info putNew(String path, InputStream content) throws IOException {
    if (stat(path).filter(found -> !found.directory()).isPresent()) {
      throw exists(path, null);
    }
    return store(path, content, false);
  }

  private Info store(String path, InputStream content, boolean replace) throws IOException {
    Path file = onDisk(path);
    refuseDirectory(path, file, null);
    try {
      BasicFileAttributes written =
          replace
              ? Durable.write(file, content, staging.file())
              : Durable.writeNew(file, content, staging.file());
      return info(BlobPath.canonical(path), written);
    } catch (FileAlreadyExistsException e) {
      throw Files.exists(file) ? exists(path, e) : belowFile(path, e);
    } catch (FileSystemException e) {
      refuseDirectory(path, file, e);
      throw e;
    }
  }

  private void refuseDirectory(String path, Path file, @Nullable Exception cause) {
    if (file.equals(root) || Files.isDirectory(file)) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          path.isEmpty() ? "Invalid path" : "'" + path + "' is a directory",
          cause);
    }
  }

  private static PlatformException exists(String path, @Nullable Exception cause) {
    return new PlatformException(ErrorCode.ALREADY_EXISTS, "'" + path + "' exists already", cause);
  }

  private static PlatformException belowFile(String path, Exception cause) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "A parent of '" + path + "' is a file", cause);
  }

  private static PlatformException notFound(String path) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "No such artifact: '" + path + "'");
  }

  @Override
  public InputStream open(String path) throws IOException {
    Path file = onDisk(path);
    if (!Files.isRegularFile(file)) {
      throw notFound(path);
    }
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException deletedMeanwhile) {
      throw notFound(path);
    }
  }

  @Override
  public Content read(String path) throws IOException {
    Path file = onDisk(path);
    try {
      // Looked at before it is opened: should it be replaced in between, the time is too old, and
      // whoever asks for more of what is as old as that is told that it changed.
      BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
      if (!before.isRegularFile()) {
        throw notFound(path);
      }
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      Info info =
          new Info(
              BlobPath.canonical(path),
              false,
              channel.size(),
              before.lastModifiedTime().toMillis());
      return new Content(info, new ChannelStream(channel));
    } catch (NoSuchFileException e) {
      throw notFound(path);
    }
  }

  @Override
  public Optional<Info> stat(String path) throws IOException {
    Path file = onDisk(path);
    try {
      return Files.exists(file)
          ? Optional.of(info(BlobPath.canonical(path), file))
          : Optional.empty();
    } catch (NoSuchFileException deletedMeanwhile) {
      return Optional.empty();
    }
  }

  private static Info info(String path, Path file) throws IOException {
    return info(path, Files.readAttributes(file, BasicFileAttributes.class));
  }

  private static Info info(String path, BasicFileAttributes attributes) {
    boolean directory = attributes.isDirectory();
    return new Info(
        path,
        directory,
        directory ? 0 : attributes.size(),
        attributes.lastModifiedTime().toMillis());
  }

  @Override
  public List<Info> list(String directory) throws IOException {
    return list(directory, "", Integer.MAX_VALUE);
  }

  @Override
  public List<Info> list(String directory, String after, int limit) throws IOException {
    String canonical = BlobPath.canonical(directory);
    List<Info> children = new ArrayList<>();
    for (Map.Entry<String, Path> child : children(onDisk(canonical), after).entrySet()) {
      if (children.size() == limit) {
        break;
      }
      addVisible(children, canonical, child.getKey(), child.getValue());
    }
    return children;
  }

  private void addVisible(List<Info> children, String directory, String name, Path file)
      throws IOException {
    try {
      if (inside(file)) {
        children.add(info(directory.isEmpty() ? name : directory + "/" + name, file));
      }
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    }
  }

  /** What lies in a directory, by the blobs' names. */
  private TreeMap<String, Path> children(Path folder, String after) throws IOException {
    TreeMap<String, Path> children = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return children;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> {
            String onDisk = file.getFileName().toString();
            String name = hidden(onDisk) ? "" : names.ofBlob(onDisk);
            if (name.compareTo(after) > 0) {
              children.put(name, file);
            }
          });
    }
    return children;
  }

  private boolean hidden(String onDisk) {
    return names == DiskNames.PLAIN
        ? onDisk.equals(FOREIGN_STAGING)
        : onDisk.startsWith(HIDDEN_PREFIX);
  }

  @Override
  public List<Info> walk(String directory) throws IOException {
    List<Info> files = new ArrayList<>();
    for (Info child : list(directory)) {
      if (!child.directory()) {
        files.add(child);
      } else if (!Files.isSymbolicLink(onDisk(child.path()))) { // which may lead round in a circle
        files.addAll(walk(child.path()));
      }
    }
    files.sort(Comparator.comparing(Info::path));
    return files;
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = onDisk(path);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Durable.deleteTree(file);
      syncParent(file);
    }
  }

  private static void syncParent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null && Files.isDirectory(parent)) {
      FileIo.syncDirectory(parent);
    }
  }

  @Override
  public void makeDirectory(String path) throws IOException {
    Path directory = onDisk(path);
    try {
      FileIo.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw exists(path, e);
    }
  }

  @Override
  public boolean deleteEmptyDirectory(String path) throws IOException {
    Path directory = onDisk(path);
    try {
      FileIo.delete(directory);
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
    syncParent(directory);
    return true;
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path source = onDisk(from);
    Path target = onDisk(to);
    if (!Files.exists(source)) {
      throw notFound(from);
    }
    if (Files.exists(target)) {
      throw exists(to, null);
    }
    if (target.startsWith(source)) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, "'" + to + "' lies inside '" + from + "'");
    }
    try {
      FileIo.createDirectories(target.resolveSibling(".").normalize());
    } catch (FileAlreadyExistsException e) {
      throw belowFile(to, e);
    }
    FileIo.rename(source, target);
    syncParent(target);
    syncParent(source);
  }

  @Override
  public BlobStore at(String directory) {
    return new LocalBlobStore(onDisk(directory), staging, names, boundary);
  }

  @Override
  public Path onDisk(String path) {
    Path file = root;
    for (String segment : BlobPath.canonical(path).split("/", -1)) {
      if (!segment.isEmpty()) {
        String name = names.onDisk(segment);
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
          throw tooLong("the name '" + segment + "'");
        }
        file = resolve(file, name);
      }
    }
    if (file.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      throw tooLong("it");
    }
    if (!inside(file)) {
      throw notFound(path);
    }
    return file;
  }

  private static PlatformException tooLong(String what) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Invalid path: " + what + " is too long");
  }

  private static Path resolve(Path directory, String name) {
    try {
      return directory.resolve(name);
    } catch (InvalidPathException e) { // a JVM without a UTF-8 locale
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "Invalid path: the name '" + name + "' cannot be used on this machine",
          e);
    }
  }

  /** Whether a file, were its symbolic links followed, lies where blobs of this store may lie. */
  private boolean inside(Path file) {
    if (names == DiskNames.ESCAPED) {
      return true; // nobody else makes links in our directories
    }
    if (file.startsWith(staging.directory())) {
      return false;
    }
    Path existing = file;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && !existing.equals(boundary)) {
      existing = existing.resolveSibling(".").normalize();
    }
    try {
      return existing.toRealPath().startsWith(boundary);
    } catch (IOException danglingOrCircular) {
      return false;
    }
  }
}
