package io.mudbrick.platform.internal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.internal.files.Durable;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything. Where the metadata is embedded one server holds it at a
 * time; on a shared store it is a folder of blobs and tables for all servers, each of which holds a
 * home of its own in it, {@code servers/<id>}. {@code server.json} in what a server holds says
 * where it listens.
 */
final class DataDirectory implements AutoCloseable {
  /** The directories that engines of this JVM hold. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** The id of a server that has the directory to itself. */
  static final String ALONE = "local";

  static final String LOCK = "mudbrick.lock";

  /** Ends the name of the lock of a home that is not there yet. */
  private static final String NEW = ".new";

  private final Path root;
  private final Path home;
  private final String server;
  private final boolean temporary;
  private final FileChannel lockFile;

  private DataDirectory(
      Path root, Path home, String server, boolean temporary, FileChannel lockFile) {
    this.root = root;
    this.home = home;
    this.server = server;
    this.temporary = temporary;
    this.lockFile = lockFile;
  }

  /**
   * @param shared whether other servers may use the directory, too
   */
  static DataDirectory open(@Nullable Path wanted, boolean shared) {
    try {
      Path root = wanted == null ? Files.createTempDirectory("mudbrick-") : wanted;
      root = FileIo.createDirectories(root.toAbsolutePath().normalize()).toRealPath();
      boolean temporary = wanted == null;
      if (!shared) {
        return new DataDirectory(root, root, ALONE, temporary, lock(root));
      }
      Path lock = Files.createTempFile(FileIo.createDirectories(servers(root)), "", NEW);
      String name = lock.getFileName().toString();
      String server = name.substring(0, name.length() - NEW.length());
      Path home = lock.resolveSibling(server);
      return new DataDirectory(root, home, server, temporary, newHome(home, lock));
    } catch (IOException e) {
      throw new PlatformException(
          ErrorCode.FAILED_PRECONDITION, "Cannot use the data directory " + wanted + ": " + e, e);
    }
  }

  static Path servers(Path root) {
    return root.resolve("servers");
  }

  /** Whether an engine of this JVM holds it: then its lock must not be tried. */
  static boolean heldHere(Path home) {
    return HELD.contains(home);
  }

  /** Makes a home with its lock held: there is no moment at which others could take it for dead. */
  private static FileChannel newHome(Path home, Path lock) throws IOException {
    HELD.add(home);
    FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
    channel.lock();
    FileIo.createDirectories(home);
    Files.move(lock, home.resolve(LOCK));
    return channel;
  }

  private static FileChannel lock(Path root) throws IOException {
    // Closing any descriptor of a locked file gives up this process's lock on it, so a second start
    // in one JVM must not even open it.
    if (!HELD.add(root)) {
      throw held(root);
    }
    FileChannel locked = null;
    try {
      locked = tryLock(root);
    } finally {
      if (locked == null) {
        HELD.remove(root);
      }
    }
    if (locked == null) {
      throw held(root);
    }
    return locked;
  }

  /** The lock file, locked; null when another process holds it. */
  private static @Nullable FileChannel tryLock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  private static PlatformException held(Path root) throws IOException {
    return new PlatformException(
        ErrorCode.RESOURCE_CONFLICT,
        "Another server holds the data directory " + root + holder(root));
  }

  private static String holder(Path root) throws IOException {
    Path file = root.resolve("server.json");
    if (!Files.exists(file)) {
      return "";
    }
    return "; it listens on " + Json.object(Files.readString(file)).get("url");
  }

  Path root() {
    return root;
  }

  /** The id of this server. */
  String server() {
    return server;
  }

  boolean isShared() {
    return !home.equals(root);
  }

  /** Where this server's journal is. */
  Path journal() {
    return journal(home);
  }

  static Path journal(Path home) {
    return home.resolve("journal");
  }

  /** Where this server writes its logs, which outlive it. */
  Path logs() {
    return isShared() ? folder("logs/" + server) : folder("logs");
  }

  /** The homes of the other servers of a shared directory, living or dead. */
  List<Path> otherHomes() throws IOException {
    try (Stream<Path> homes = Files.list(servers(root))) {
      return homes
          .filter(path -> !path.equals(home) && Files.exists(path.resolve(LOCK)))
          .sorted()
          .toList();
    }
  }

  /** A folder of a module, made when asked for. */
  Path folder(String name) {
    try {
      return FileIo.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isTemporary() {
    return temporary;
  }

  boolean has(String name) {
    return Files.exists(root.resolve(name));
  }

  /** Writes a file that only its owner may read; it is whole and on disk, or not there. */
  void writeSecret(String name, String text) {
    try {
      Path draft =
          Files.createTempFile(
              root,
              "secret",
              null,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.writeString(draft, text + "\n");
        FileIo.sync(draft);
        FileIo.rename(draft, root.resolve(name));
        FileIo.syncDirectory(root);
      } finally {
        FileIo.discard(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void announce(String url) {
    Map<String, Object> server = Map.of("url", url, "pid", ProcessHandle.current().pid());
    try {
      Files.writeString(home.resolve("server.json"), Json.write(server), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(home.resolve("server.json"));
    lockFile.close();
    HELD.remove(home);
    if (temporary) {
      Durable.deleteTree(root);
    }
  }
}
