package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Files that are being written block by block: a directory each, which outlives a restart. */
final class DbfsStreams {
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Staging staging;
  private final Clock clock;

  /** A handle's is found by its number: anybody may name handles, and none is kept for it. */
  private final List<Object> locks = Stream.generate(Object::new).limit(64).toList();

  /** Whose a stream is, and what becomes of it. */
  record Begun(String workspace, String principal, String path, boolean overwrite) {}

  DbfsStreams(Staging staging, Clock clock) {
    this.staging = staging;
    this.clock = clock;
  }

  long create(Caller caller, String path, boolean overwrite) throws IOException {
    // Clients keep handles in doubles.
    long handle = staging.ids().number() & ((1L << 52) - 1);
    Path directory = FileIo.createDirectories(directory(handle));
    Begun begun = new Begun(caller.workspaceId(), caller.principal().id(), path, overwrite);
    byte[] json = Json.write(begun).getBytes(StandardCharsets.UTF_8);
    InputStream nothing = InputStream.nullInputStream();
    Durable.write(directory.resolve("data"), nothing, directory.resolve("data.new"));
    Durable.write(
        directory.resolve("begun.json"),
        new ByteArrayInputStream(json),
        directory.resolve("begun.new"));
    touch(handle);
    return handle;
  }

  private Path directory(long handle) {
    return staging.directory().resolve("dbfs-" + handle);
  }

  Path data(long handle) {
    return directory(handle).resolve("data");
  }

  private void touch(long handle) throws IOException {
    Files.setLastModifiedTime(data(handle), FileTime.from(clock.instant()));
  }

  Begun begun(Caller caller, long handle) throws IOException {
    Path file = directory(handle).resolve("begun.json");
    if (!Files.exists(file)) {
      throw DbfsErrors.noHandle(handle);
    }
    Begun begun = Json.read(Files.readAllBytes(file), Begun.class);
    boolean own =
        begun.workspace().equals(caller.workspaceId())
            && begun.principal().equals(caller.principal().id());
    boolean idle =
        Files.getLastModifiedTime(data(handle)).toInstant().isBefore(clock.instant().minus(IDLE));
    if (!own || idle) {
      throw DbfsErrors.noHandle(handle);
    }
    return begun;
  }

  void append(Caller caller, long handle, byte[] block) throws IOException {
    synchronized (locks.get(Math.floorMod(handle, locks.size()))) {
      begun(caller, handle);
      try (RandomAccessFile file = new RandomAccessFile(data(handle).toFile(), "rw")) {
        file.seek(file.length());
        FileIo.write(file, data(handle), block);
        FileIo.sync(file.getFD(), data(handle));
      }
      touch(handle);
    }
  }

  void drop(long handle) throws IOException {
    Durable.discardTree(directory(handle));
  }
}
