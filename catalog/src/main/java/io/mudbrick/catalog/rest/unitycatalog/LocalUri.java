package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.CatalogErrors;
import java.net.URI;
import java.nio.file.Path;

/** A {@code storage_location}: {@code file:///...}, or an absolute path. */
final class LocalUri {
  private LocalUri() {}

  static Path directory(String location) {
    try {
      return location.startsWith("/") ? Path.of(location) : Path.of(URI.create(location));
    } catch (RuntimeException notOfThisMachine) {
      throw CatalogErrors.onlyLocalLocations(location);
    }
  }
}
