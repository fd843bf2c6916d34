package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.jdbc.VolumeStore.Stored;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.files.FileTree;

/** {@code /Volumes/<catalog>/<schema>/<volume>/...} for the Files API. */
record VolumeTree(Rooms rooms, VolumeRoom volumes) implements FileTree {

  @Override
  public Place locate(Caller caller, String path, Use use) {
    String[] parts = path.split("/", 4);
    if (parts.length < 3) {
      throw CatalogErrors.noVolumeInPath();
    }
    for (int i = 0; i < 3; i++) {
      if (parts[i].indexOf('.') >= 0) { // which would shift what comes after it
        throw CatalogErrors.badName(parts[i], "it holds a dot");
      }
    }
    SecurableRef ref = SecurableRef.volume(parts[0] + "." + parts[1] + "." + parts[2]);
    Path found = rooms.access().existing(caller, ref);
    rooms
        .access()
        .require(caller, found, use == Use.READ ? Privilege.READ_VOLUME : Privilege.WRITE_VOLUME);
    String id = found.leaf().id();
    Stored stored =
        rooms
            .database()
            .read(tx -> volumes.store().byId(tx, id))
            .orElseThrow(() -> CatalogErrors.missing(ref));
    return new Place(
        volumes.files(caller.metastoreId(), id, stored), parts.length == 4 ? parts[3] : "");
  }
}
