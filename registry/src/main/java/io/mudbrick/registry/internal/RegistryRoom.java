package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.SecurableDeleted;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.BeforeDelete;
import io.mudbrick.platform.events.ServerLost;
import io.mudbrick.platform.events.VersionsOfRun;
import io.mudbrick.platform.events.WorkspacesReset;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Prompts;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.Reviews;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.internal.jdbc.ReviewStore;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import java.util.List;

/** Opens the registry's room in an engine: service, artifact schemes, what follows a deletion. */
public final class RegistryRoom {
  private final Room room;

  private RegistryRoom(Room room) {
    this.room = room;
  }

  public static void open(ModuleContext context) {
    RegistryRoom registry = new RegistryRoom(Room.of(context));
    context.offer(Registry.class, registry::service);
    context.offer(Prompts.class, registry::prompts);
    context.offer(Reviews.class, registry::reviews);
    context.events().subscribe(ServerLost.class, registry::failWhatWasLeft);
    new ModelPermissions(context).register();
    context.events().subscribe(SecurableDeleted.class, registry::forget);
    context.events().subscribe(VersionsOfRun.class, registry::show);
    context.events().subscribe(WorkspacesReset.class, reset -> registry.room.loaded().clear());
    new VersionArtifacts(registry::service).register(context.artifactUris());
    context.fileTrees().mount("Models", new VersionTree(registry::service));
  }

  private Registry service(Caller caller) {
    return new RegistryService(room, caller);
  }

  private Reviews reviews(Caller caller) {
    ModelAccess access = new ModelAccess(room.context().service(Catalog.class, caller));
    return new ReviewService(room, new ReviewStore(), caller, service(caller), access);
  }

  private Prompts prompts(Caller caller) {
    ModelAccess access = new ModelAccess(room.context().service(Catalog.class, caller));
    return new PromptService(room, caller, service(caller), access);
  }

  private void show(VersionsOfRun wanted) {
    Search ofRun = new Search("run_id = '" + wanted.runId() + "'", List.of(), 0, null);
    for (ModelVersion version : service(wanted.caller()).searchVersions(ofRun).items()) {
      wanted
          .found()
          .accept(
              new VersionsOfRun.Version(
                  ModelNames.mlflow(version.model()),
                  Long.toString(version.version()),
                  version.status().name(),
                  version.origin().source(),
                  version.changes().createdAt()));
    }
  }

  /** Half-copied files go: nothing would read them, and the number is not given again. */
  private void failWhatWasLeft(ServerLost lost) {
    room.database()
        .run(
            tx -> {
              room.versions().releaseAll(tx, lost.server());
              room.versions()
                  .pending(tx, lost.server())
                  .forEach(
                      (version, metastore) ->
                          room.leftovers()
                              .version(tx, metastore, version.modelId(), version.version()));
              room.versions()
                  .failPending(tx, lost.server(), "The server stopped during the registration.");
            });
    room.leftovers().sweep(room, lost.server());
  }

  /**
   * A model that goes, by itself or with its schema, takes its versions along unless one is used.
   */
  private void forget(SecurableDeleted deleted) {
    if (deleted.securable().type() == SecurableType.REGISTERED_MODEL) {
      room.database().run(tx -> forget(tx, deleted));
    }
  }

  private void forget(Tx tx, SecurableDeleted deleted) {
    String modelId = deleted.securable().id();
    List<VersionRow> versions = room.versions().ofModel(tx, modelId);
    for (VersionRow version : versions) {
      room.context()
          .events()
          .publish(
              new BeforeDelete(
                  Room.entity(deleted.caller(), deleted.securable().fullName(), version.version()),
                  deleted.caller(),
                  deleted.force()));
    }
    room.models().remove(tx, modelId);
    room.leftovers().model(tx, deleted.caller().metastoreId(), modelId);
  }
}
