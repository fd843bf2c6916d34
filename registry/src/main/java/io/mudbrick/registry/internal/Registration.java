package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.Stamp;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelFile;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.ModelVersion.Origin;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.RegisteredModel.Changes;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes versions. The number is taken first and the version is PENDING_REGISTRATION while its files
 * are copied; they are on disk before the transaction that records their digests and makes it
 * READY.
 */
final class Registration {
  private final Room room;
  private final Caller caller;
  private final ModelAccess access;

  Registration(Room room, Caller caller, ModelAccess access) {
    this.room = room;
    this.caller = caller;
    this.access = access;
  }

  /** Registers and returns the number. */
  long register(NewModelVersion wanted) {
    Rules.source(wanted.source());
    wanted.tags().forEach(Rules::tag);
    BlobStore source = source(wanted.source());
    Securable model = access.changeable(wanted.model());
    long version = pending(wanted);
    try {
      List<ModelFile> files = Copier.copy(source, room.trees().of(model.id(), version));
      room.database().run(tx -> ready(tx, model, wanted, version, files));
    } catch (IOException e) {
      fail(model, version, String.valueOf(e.getMessage()));
      throw RegistryErrors.unreadable(wanted.source(), e);
    } catch (RuntimeException e) {
      fail(model, version, String.valueOf(e.getMessage()));
      throw e;
    }
    return version;
  }

  private BlobStore source(String uri) {
    BlobStore source = room.context().artifactUris().resolve(caller, uri);
    try {
      if (source.walk("").isEmpty()) {
        throw RegistryErrors.emptySource(uri);
      }
    } catch (IOException e) {
      throw RegistryErrors.unreadable(uri, e);
    }
    return source;
  }

  private long pending(NewModelVersion wanted) {
    return room.database()
        .write(
            tx -> {
              Securable model = access.changeable(wanted.model());
              long version = room.versions().nextVersion(tx, model.id());
              room.versions().add(tx, caller.metastoreId(), row(model, version, wanted));
              wanted
                  .tags()
                  .forEach((key, value) -> room.tags().set(tx, model.id(), version, key, value));
              room.versions().touchModel(tx, model.id(), room.stamp(caller));
              return version;
            });
  }

  private VersionRow row(Securable model, long version, NewModelVersion wanted) {
    Stamp now = room.stamp(caller);
    String runId = runId(wanted);
    return new VersionRow(
        model.id(),
        version,
        room.context().ids().uuid(),
        ModelVersion.Status.PENDING_REGISTRATION,
        null,
        Stage.NONE,
        wanted.description(),
        new Origin(
            wanted.source(),
            runId,
            runId == null ? null : caller.workspaceId(),
            wanted.origin().loggedModelId(),
            wanted.origin().runLink()),
        new Changes(now.at(), now.by(), now.at(), now.by()));
  }

  /** The run that was named, else the one in a {@code runs:/} source. */
  private static @Nullable String runId(NewModelVersion wanted) {
    String runId = wanted.origin().runId();
    if (runId != null && !runId.isEmpty()) {
      return runId;
    }
    String source = wanted.source();
    return source.startsWith("runs:/") ? source.substring("runs:/".length()).split("/")[0] : null;
  }

  private void ready(
      Tx tx, Securable model, NewModelVersion wanted, long version, List<ModelFile> files) {
    room.files().add(tx, model.id(), version, files);
    room.versions().setStatus(tx, model.id(), version, ModelVersion.Status.READY, null);
    String runId = runId(wanted);
    if (runId != null) {
      EntityRef run = new EntityRef(EntityRef.Type.RUN, caller.workspaceId(), runId);
      EntityRef made = Room.entity(caller, model.fullName(), version);
      room.context().events().publish(new LineageEdge(run, made, caller, room.now()));
    }
  }

  private void fail(Securable model, long version, String why) {
    room.database()
        .run(
            tx ->
                room.versions()
                    .setStatus(
                        tx, model.id(), version, ModelVersion.Status.FAILED_REGISTRATION, why));
    room.trees().delete(model.id(), version);
  }
}
