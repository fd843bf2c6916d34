package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.VolumeInfo;
import io.mudbrick.catalog.VolumeType;
import io.mudbrick.catalog.Volumes;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.jdbc.VolumeStore.Stored;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.sql.Tx;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Volumes, as one caller sees them. */
final class VolumesService implements Volumes {
  private final Rooms rooms;
  private final VolumeRoom volumes;
  private final SecurablesService securables;
  private final Caller caller;

  VolumesService(Rooms rooms, VolumeRoom volumes, SecurablesService securables, Caller caller) {
    this.rooms = rooms;
    this.volumes = volumes;
    this.securables = securables;
    this.caller = caller;
  }

  @Override
  public VolumeInfo create(String fullName, @Nullable String comment) {
    SecurableRef ref = SecurableRef.volume(fullName);
    Path parent = rooms.access().existing(caller, ref.parent());
    rooms.access().requireCreate(caller, parent, SecurableType.VOLUME);
    String id = rooms.ids().uuid();
    String chosen =
        rooms.database().read(tx -> Storage.place(rooms, tx, parent, "volumes", id)).orElse(null);
    Stored stored = new Stored(VolumeType.MANAGED, chosen);
    boolean done = false;
    volumes.prepare(stored);
    try {
      VolumeInfo made = rooms.database().write(tx -> insert(tx, id, ref, comment, stored));
      done = true;
      return made;
    } finally {
      if (!done) {
        volumes.discard(stored);
      }
    }
  }

  private VolumeInfo insert(
      Tx tx, String id, SecurableRef ref, @Nullable String comment, Stored stored) {
    Securable securable = securables.create(id, ref, comment, Map.of(), null);
    volumes.store().insert(tx, securable.id(), stored);
    return info(securable, stored);
  }

  @Override
  public VolumeInfo createExternal(
      String fullName, java.nio.file.Path directory, @Nullable String comment) {
    SecurableRef ref = SecurableRef.volume(fullName);
    Path parent = rooms.access().existing(caller, ref.parent());
    rooms.access().requireCreate(caller, parent, SecurableType.VOLUME);
    if (!rooms.identities().isAdmin(caller)) {
      throw CatalogErrors.externalDenied(SecurableType.VOLUME);
    }
    java.nio.file.Path real = volumes.locations().real(directory);
    Stored stored = new Stored(VolumeType.EXTERNAL, real.toString());
    return rooms
        .database()
        .write(
            tx -> {
              volumes.locations().requireFree(tx, real);
              return insert(tx, rooms.ids().uuid(), ref, comment, stored);
            });
  }

  private VolumeInfo info(Securable securable, Stored stored) {
    return new VolumeInfo(
        securable, stored.type(), volumes.directory(caller.metastoreId(), securable.id(), stored));
  }

  private Stored stored(Tx tx, Securable securable) {
    return volumes
        .store()
        .byId(tx, securable.id())
        .orElseThrow(() -> CatalogErrors.missing(securable.ref()));
  }

  @Override
  public VolumeInfo get(String fullName) {
    return rooms
        .database()
        .read(
            tx -> {
              Securable securable = securables.get(SecurableRef.volume(fullName));
              return info(securable, stored(tx, securable));
            });
  }

  @Override
  public List<VolumeInfo> list(String schema) {
    SecurableRef ref = SecurableRef.schema(schema);
    List<Securable> visible = securables.list(ref, SecurableType.VOLUME);
    return rooms
        .database()
        .read(
            tx -> {
              Path path = rooms.access().existing(caller, ref);
              Map<String, Stored> stored = volumes.store().ofSchema(tx, path.leaf().id());
              return visible.stream()
                  .flatMap(v -> Stream.ofNullable(stored.get(v.id())).map(s -> info(v, s)))
                  .toList();
            });
  }

  @Override
  public VolumeInfo update(String fullName, SecurableUpdate update) {
    return rooms
        .database()
        .write(
            tx -> {
              Securable securable = securables.update(SecurableRef.volume(fullName), update);
              return info(securable, stored(tx, securable));
            });
  }

  @Override
  public void delete(String fullName) {
    securables.delete(SecurableRef.volume(fullName), false);
  }
}
