package io.mudbrick.registry.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stored files that were seen to be what their digests say, and have not been touched since: they
 * need not be read again.
 */
final class Intact {
  private static final int MOST = 10_000;

  private final Map<Path, FileTime> seen = new ConcurrentHashMap<>();

  void add(Path file) throws IOException {
    if (seen.size() >= MOST) {
      seen.clear();
    }
    seen.put(file, Files.getLastModifiedTime(file));
  }

  boolean contains(Path file) throws IOException {
    FileTime then = seen.get(file);
    return then != null && then.equals(Files.getLastModifiedTime(file));
  }
}
