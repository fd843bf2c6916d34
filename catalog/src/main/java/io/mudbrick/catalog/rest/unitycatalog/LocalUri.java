package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.CatalogErrors;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A {@code storage_location}: {@code file:///...}, or an absolute path. */
final class LocalUri {
  private LocalUri() {}

  /** A {@code storage_root}; null where none was chosen. */
  static @Nullable Path root(@Nullable String location) {
    return location == null || location.isEmpty() ? null : directory(location);
  }

  /** Without the slash that {@link Path#toUri} puts behind directories that it finds. */
  static String of(Path directory) {
    String uri = directory.toUri().toString();
    return uri.endsWith("/") && uri.length() > "file:///".length()
        ? uri.substring(0, uri.length() - 1)
        : uri;
  }

  static Path directory(String location) {
    try {
      return location.startsWith("/") ? Path.of(location) : Path.of(URI.create(location));
    } catch (RuntimeException notOfThisMachine) {
      throw CatalogErrors.onlyLocalLocations(location);
    }
  }
}
