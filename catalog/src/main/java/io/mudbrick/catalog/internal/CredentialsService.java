package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Credentials;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.Caller;
import java.nio.file.Path;

/** Tells one caller where files lie that they may reach. */
final class CredentialsService implements Credentials {
  private final Rooms rooms;
  private final TableRoom tables;
  private final VolumeRoom volumes;
  private final SecurablesService securables;
  private final Caller caller;

  CredentialsService(
      Rooms rooms,
      TableRoom tables,
      VolumeRoom volumes,
      SecurablesService securables,
      Caller caller) {
    this.rooms = rooms;
    this.tables = tables;
    this.volumes = volumes;
    this.securables = securables;
    this.caller = caller;
  }

  @Override
  public Path table(String tableId, Access access) {
    Securable table = allowed(tableId, SecurableType.TABLE, Privilege.SELECT);
    if (access == Access.WRITE) {
      require(table, Privilege.MODIFY);
    }
    gate(table).requireRaw();
    return rooms
        .database()
        .read(tx -> tables.store().byId(tx, tableId))
        .map(stored -> tables.files().directory(stored.location()))
        .orElseThrow(() -> CatalogErrors.missingId(tableId));
  }

  @Override
  public Path volume(String volumeId, Access access) {
    allowed(
        volumeId,
        SecurableType.VOLUME,
        access == Access.READ ? Privilege.READ_VOLUME : Privilege.WRITE_VOLUME);
    return rooms
        .database()
        .read(tx -> volumes.store().byId(tx, volumeId))
        .map(stored -> volumes.directory(caller.metastoreId(), volumeId, stored))
        .orElseThrow(() -> CatalogErrors.missingId(volumeId));
  }

  @Override
  public Path path(Path directory, Access access) {
    if (!rooms.identities().isAdmin(caller)) {
      throw CatalogErrors.pathDenied(directory.toString());
    }
    Path real = tables.locations().real(directory);
    tables.locations().requireOutsideOfStorage(real);
    // Masks hold for admins, too, and a folder's files do not.
    rooms
        .database()
        .read(tx -> tables.functions().policies().governedLocations(tx))
        .forEach(
            (id, location) -> {
              Path governed = Path.of(location);
              if (real.startsWith(governed) || governed.startsWith(real)) {
                // Admins see all of their metastore: what they do not see is of another one.
                gate(securables
                        .ifVisible(id)
                        .orElseThrow(() -> CatalogErrors.pathDenied(directory.toString())))
                    .requireRaw();
              }
            });
    return real;
  }

  private Gate gate(Securable table) {
    return new Gate(rooms, tables, caller, table.ref(), table.id());
  }

  private Securable allowed(String id, SecurableType type, Privilege privilege) {
    Securable securable =
        securables
            .ifVisible(id)
            .filter(found -> found.type() == type)
            .orElseThrow(() -> CatalogErrors.missingId(id));
    require(securable, privilege);
    return securable;
  }

  private void require(Securable securable, Privilege privilege) {
    rooms.access().require(caller, rooms.access().existing(caller, securable.ref()), privilege);
  }
}
