package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.internal.jdbc.SecurableStore;
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
  private final SecurableStore securables = new SecurableStore();
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
    requireOutsideOfStorage(real);
    securables.storageRoots(tx).stream()
        .map(root -> Path.of(root).resolve(Storage.FOLDER))
        .filter(storage -> storage.startsWith(real))
        .findAny()
        .ifPresent(
            storage -> {
              throw CatalogErrors.locationOverlaps(real.toString());
            });
    Stream.concat(volumes.locations(tx).stream(), tables.locations(tx).stream())
        .map(Path::of)
        .filter(other -> overlap(real, other))
        .findAny()
        .ifPresent(
            other -> {
              throw CatalogErrors.locationOverlaps(real.toString());
            });
  }

  /** What is managed lies there, and is reached by its name only. */
  void requireOutsideOfStorage(Path real) {
    for (Path part : real) {
      if (part.toString().equals(Storage.FOLDER)) {
        throw CatalogErrors.locationOverlaps(real.toString());
      }
    }
  }

  /** Refuses a storage root in a place that shows an external table or volume. */
  void requireRoot(Tx tx, Path real) {
    requireOutsideOfStorage(real);
    Stream.concat(volumes.locations(tx).stream(), tables.locations(tx).stream())
        .map(Path::of)
        .filter(real::startsWith)
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
