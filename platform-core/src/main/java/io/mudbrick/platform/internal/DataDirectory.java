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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything, held by one server at a time. {@code server.json} in it says
 * where that server listens.
 */
final class DataDirectory implements AutoCloseable {
  /** The directories that engines of this JVM hold. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final boolean temporary;
  private final FileChannel lockFile;

  private DataDirectory(Path root, boolean temporary, FileChannel lockFile) {
    this.root = root;
    this.temporary = temporary;
    this.lockFile = lockFile;
  }

  static DataDirectory open(@Nullable Path wanted) {
    try {
      Path root = wanted == null ? Files.createTempDirectory("mudbrick-") : wanted;
      root = FileIo.createDirectories(root.toAbsolutePath().normalize()).toRealPath();
      return new DataDirectory(root, wanted == null, lock(root));
    } catch (IOException e) {
      throw new PlatformException(
          ErrorCode.FAILED_PRECONDITION, "Cannot use the data directory " + wanted + ": " + e, e);
    }
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
        FileChannel.open(
            root.resolve("mudbrick.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

  /** Writes a file that only its owner may read. */
  void writeSecret(String name, String text) {
    Path file = root.resolve(name);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void announce(String url) {
    Map<String, Object> server = Map.of("url", url, "pid", ProcessHandle.current().pid());
    try {
      Files.writeString(root.resolve("server.json"), Json.write(server), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(root.resolve("server.json"));
    lockFile.close();
    HELD.remove(root);
    if (temporary) {
      Durable.deleteTree(root);
    }
  }
}
