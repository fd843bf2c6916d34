package io.mudbrick.platform.internal.backup;

import io.mudbrick.platform.BackupReport;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.internal.files.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a data directory from a backup, whole or not at all. */
public final class Restore {
  private Restore() {}

  /**
   * @param data missing or empty
   */
  public static BackupReport restore(Path backup, Path data) {
    Path target = data.toAbsolutePath().normalize();
    try {
      return restoreInto(backup, target);
    } catch (IOException e) {
      throw BackupErrors.failed(target, e);
    }
  }

  private static BackupReport restoreInto(Path backup, Path target) throws IOException {
    Manifest manifest = Manifest.read(backup);
    Copy.newDirectory(target);
    Path half = target.resolveSibling(target.getFileName() + ".restoring");
    Durable.deleteTree(half);
    Copy.newDirectory(half);
    long bytes = 0;
    try {
      for (Manifest.Entry entry : manifest.files()) {
        copy(backup, half, entry);
        bytes += entry.size();
      }
      Files.delete(target);
      FileIo.rename(half, target);
    } catch (IOException | RuntimeException e) {
      Durable.deleteTree(half);
      throw e;
    }
    FileIo.syncDirectory(target.resolveSibling(".").normalize());
    return new BackupReport(target, manifest.files().size(), bytes);
  }

  private static void copy(Path backup, Path half, Manifest.Entry entry) throws IOException {
    Path to = half.resolve(entry.path()).normalize();
    Path from = backup.resolve(entry.path());
    if (!to.startsWith(half) || to.equals(half) || !Files.isRegularFile(from)) {
      throw BackupErrors.damaged(from);
    }
    if (!Copy.file(from, half, entry.path()).equals(entry)) {
      throw BackupErrors.damaged(from);
    }
  }
}
