package io.mudbrick.platform.internal.backup;

import io.mudbrick.platform.BackupReport;
import io.mudbrick.platform.Operations;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import io.mudbrick.platform.internal.sql.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The operations of one engine for one caller.
 *
 * @param allowed whether the caller may
 */
public record OperationsService(Path data, Store database, Clock clock, boolean allowed)
    implements Operations {

  @Override
  public BackupReport backup(Path target) {
    if (!allowed) {
      throw BackupErrors.notAllowed();
    }
    if (!(database instanceof SqliteDatabase embedded)) {
      throw BackupErrors.sharedStore();
    }
    Path directory = target.toAbsolutePath().normalize();
    try {
      if (behindLinks(directory).startsWith(data)) {
        throw BackupErrors.inside(directory, data);
      }
      return new Backup(data, embedded, clock).to(directory);
    } catch (IOException e) {
      throw BackupErrors.failed(directory, e);
    }
  }

  /** Where a directory that need not be there yet will lie. */
  private static Path behindLinks(Path directory) throws IOException {
    Path there = directory;
    while (!Files.exists(there)) {
      there = there.resolveSibling(".").normalize();
    }
    return there.toRealPath().resolve(there.relativize(directory));
  }
}
