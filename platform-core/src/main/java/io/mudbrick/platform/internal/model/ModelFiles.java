package io.mudbrick.platform.internal.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the files that an MLmodel names, never outside the model directory. */
final class ModelFiles {
  private static final long MAX_BYTES = 1L << 30;

  private ModelFiles() {}

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the path leaves the directory
   */
  static Path resolve(Path dir, String name) {
    try {
      Path root = dir.toAbsolutePath().normalize();
      Path file = root.resolve(name).normalize();
      if (name.isEmpty() || !file.startsWith(root) || file.equals(root)) {
        throw ModelErrors.badPath(name);
      }
      return file;
    } catch (InvalidPathException e) {
      throw ModelErrors.badPath(name);
    }
  }

  /** What a flavor's {@code data} names, or what it is called unless it says so. */
  static String data(Map<String, @Nullable Object> config, String usual) {
    return config.get("data") instanceof String name ? name : usual;
  }

  static byte[] bytes(Path dir, String name) {
    Path file = file(dir, name);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the model that is there, in the directory even behind all links, and of a size. */
  static Path file(Path dir, String name) {
    Path file = resolve(dir, name);
    try {
      // a link inside the directory must not lead out of it either
      if (!file.toRealPath().startsWith(dir.toRealPath())) {
        throw ModelErrors.badPath(name);
      }
      if (Files.size(file) > MAX_BYTES) {
        throw ModelErrors.malformed(name, "it is larger than " + MAX_BYTES + " bytes");
      }
      return file;
    } catch (NoSuchFileException e) {
      throw ModelErrors.missingFile(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder of the model; it need not be there. */
  static Path folder(Path dir, String name) {
    Path folder = resolve(dir, name);
    try {
      if (Files.exists(folder) && !folder.toRealPath().startsWith(dir.toRealPath())) {
        throw ModelErrors.badPath(name);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path dir, String name) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(dir, name)))
          .toString();
    } catch (CharacterCodingException e) {
      throw ModelErrors.malformed(name, "it is not UTF-8", e);
    }
  }
}
