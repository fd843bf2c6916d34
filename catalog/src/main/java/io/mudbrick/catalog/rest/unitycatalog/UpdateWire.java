package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.SecurableUpdate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a PATCH of a catalog, schema or table. */
record UpdateWire(
    @Nullable String newName,
    @Nullable String owner,
    @Nullable String comment,
    @Nullable Map<String, String> properties,
    @Nullable String storageRoot) {

  SecurableUpdate update() {
    if (storageRoot != null && !storageRoot.isEmpty()) {
      throw CatalogErrors.storageRootStays();
    }
    return new SecurableUpdate(newName, owner, comment, properties);
  }
}
