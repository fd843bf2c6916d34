package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.internal.jdbc.TableStore;
import io.mudbrick.catalog.internal.jdbc.VolumeStore;
import io.mudbrick.platform.sql.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Directories outside the platform that external tables and volumes show: nobody is to reach
 * another's files, or the platform's own, through one of them.
 */
final class Locations {
  private final Path dataDirectory;
  private final VolumeStore volumes = new VolumeStore();
  private final TableStore tables;

  /**
   * @param dataDirectory which no location may show
   */
  Locations(Path dataDirectory, TableStore tables) {
    this.dataDirectory = dataDirectory;
    this.tables = tables;
  }

  /**
   * The directory without symbolic links: should one appear in its place later, it leads nowhere.
   */
  Path real(Path directory) {
    try {
      Path real = directory.toRealPath();
      if (!Files.isDirectory(real)) {
        throw CatalogErrors.notADirectory(directory.toString());
      }
      if (overlap(real, dataDirectory.toRealPath())) {
        throw CatalogErrors.locationOverlaps(directory.toString());
      }
      return real;
    } catch (IOException e) {
      throw CatalogErrors.notADirectory(directory.toString());
    }
  }

  /** Refuses a directory that overlaps another location, of whatever metastore. */
  void requireFree(Tx tx, Path real) {
    Stream.concat(volumes.locations(tx).stream(), tables.locations(tx).stream())
        .map(Path::of)
        .filter(other -> overlap(real, other))
        .findAny()
        .ifPresent(
            other -> {
              throw CatalogErrors.locationOverlaps(real.toString());
            });
  }

  private static boolean overlap(Path one, Path other) {
    return one.startsWith(other) || other.startsWith(one);
  }
}
