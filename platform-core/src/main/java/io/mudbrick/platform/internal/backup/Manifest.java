package io.mudbrick.platform.internal.backup;

import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a backup holds. Written last: without it a directory is no backup. */
record Manifest(int format, long createdAt, List<Entry> files) {
  static final String FILE = "backup.json";
  static final int FORMAT = 1;

  Manifest {
    files = List.copyOf(files);
  }

  /**
   * @param path below the data directory, with slashes
   */
  record Entry(String path, long size, String sha256) {}

  static Manifest read(Path backup) throws IOException {
    Path file = backup.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw BackupErrors.incomplete(backup);
    }
    Manifest manifest = Json.read(Files.readAllBytes(file), Manifest.class);
    if (manifest.format() > FORMAT) {
      throw BackupErrors.newer(backup, manifest.format());
    }
    return manifest;
  }
}
