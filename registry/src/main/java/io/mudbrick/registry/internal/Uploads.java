package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelFile;
import io.mudbrick.registry.ModelVersion.Status;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import java.io.IOException;
import java.util.List;

/**
 * Versions whose files their clients bring, for one caller. Such a version belongs to no server
 * while it waits, so that it outlives restarts; the server that completes it claims it first, and
 * from then on nothing more is taken. What was uploaded is copied, not moved: an upload that is
 * still under way, or a program that keeps a file open, reaches the copy no more than a crash does.
 */
final class Uploads {
  private final Room room;
  private final Caller caller;
  private final ModelAccess access;
  private final Registration registration;

  Uploads(Room room, Caller caller, ModelAccess access, Registration registration) {
    this.room = room;
    this.caller = caller;
    this.access = access;
    this.registration = registration;
  }

  /** Takes a number and returns it. */
  long begin(NewModelVersion wanted) {
    wanted.tags().forEach(Rules::tag);
    Rules.origin(wanted.source());
    return registration.waiting(wanted);
  }

  BlobStore files(String name, long version) {
    String modelId = room.database().read(tx -> waiting(tx, name, version));
    return room.trees().uploads(modelId, version);
  }

  private String waiting(Tx tx, String name, long version) {
    Securable model = access.changeable(name);
    VersionRow row = row(tx, model, name, version);
    if (room.versions().waits(tx, model.id(), version)) {
      return model.id();
    }
    throw row.status() == Status.READY
        ? RegistryErrors.versionIsComplete(name, version)
        : RegistryErrors.notReady(name, version, row.status());
  }

  private VersionRow row(Tx tx, Securable model, String name, long version) {
    return room.versions()
        .find(tx, model.id(), version)
        .orElseThrow(() -> RegistryErrors.noSuchVersion(name, version));
  }

  void complete(String name, long version) {
    Securable model = room.database().write(tx -> claim(tx, name, version));
    try {
      List<ModelFile> files =
          registration.copy(room.trees().uploads(model.id(), version), model, version);
      room.database()
          .run(
              tx -> {
                registration.ready(tx, model, name, version, files);
                room.leftovers().uploads(tx, caller.metastoreId(), model.id(), version);
              });
    } catch (IOException e) {
      release(model, version);
      throw RegistryErrors.unreadable("the files uploaded for " + name + "/" + version, e);
    } catch (RuntimeException e) {
      release(model, version);
      throw e;
    }
  }

  private Securable claim(Tx tx, String name, long version) {
    Securable model = access.changeable(name);
    VersionRow row = row(tx, model, name, version);
    if (!room.versions().claim(tx, room.context().server(), model.id(), version)) {
      throw RegistryErrors.notPending(name, version, row.status());
    }
    return model;
  }

  private void release(Securable model, long version) {
    room.database().run(tx -> room.versions().release(tx, model.id(), version));
  }
}
