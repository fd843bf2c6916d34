package io.mudbrick.platform.internal.backup;

import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copying a file so that it is on disk, and known by its hash. */
final class Copy {
  private static final int CHUNK = 1 << 16;

  private Copy() {}

  /** A directory for its owner's eyes, as tokens are in it; an empty one is taken as it is. */
  static void newDirectory(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (var children = Files.list(directory)) {
        if (!Files.isDirectory(directory) || children.findAny().isPresent()) {
          throw BackupErrors.notEmpty(directory);
        }
      }
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      FileIo.createDirectories(parent);
    }
    Files.createDirectory(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  static Manifest.Entry file(Path from, Path root, String path) throws IOException {
    Path to = root.resolve(path);
    FileIo.createDirectories(to.resolveSibling(".").normalize());
    MessageDigest digest = sha256();
    long size = 0;
    try (InputStream in = Files.newInputStream(from);
        FileIo.Output out = FileIo.create(to)) {
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        out.write(chunk, 0, n);
        digest.update(chunk, 0, n);
        size += n;
      }
      out.sync();
    }
    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    return new Manifest.Entry(path, size, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
