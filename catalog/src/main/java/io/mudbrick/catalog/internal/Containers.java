package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.platform.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes catalogs and schemas, with a place for what is managed in them. */
record Containers(Rooms rooms, Locations locations, SecurablesService securables, Caller caller) {

  Securable create(
      SecurableRef ref,
      @Nullable String comment,
      Map<String, String> properties,
      java.nio.file.@Nullable Path storageRoot) {
    if (storageRoot == null) {
      return securables.create(ref, comment, properties);
    }
    Path parent = rooms.access().existing(caller, ref.parent());
    rooms.access().requireCreate(caller, parent, ref.type());
    if (!rooms.identities().isAdmin(caller)) {
      throw CatalogErrors.storageRootDenied();
    }
    java.nio.file.Path real = locations.real(storageRoot);
    return rooms
        .database()
        .write(
            tx -> {
              locations.requireRoot(tx, real);
              return securables.create(
                  rooms.ids().uuid(), ref, comment, properties, real.toString());
            });
  }
}
