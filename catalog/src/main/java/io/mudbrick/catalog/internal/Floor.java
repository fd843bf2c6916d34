package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.SecurableDeleted;
import io.mudbrick.catalog.SecurableRenamed;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.TableType;
import io.mudbrick.catalog.internal.jdbc.ForeignKeyStore;
import io.mudbrick.catalog.internal.jdbc.LineageStore;
import io.mudbrick.catalog.internal.jdbc.TableStore;
import io.mudbrick.catalog.internal.jdbc.TableStore.Stored;
import io.mudbrick.catalog.internal.system.AuditUses;
import io.mudbrick.catalog.internal.system.LineageTables;
import io.mudbrick.catalog.internal.system.SystemTables;
import io.mudbrick.catalog.internal.tables.Folders;
import io.mudbrick.catalog.internal.tables.TableFiles;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.Workspace;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.TableRead;
import io.mudbrick.platform.events.WorkspaceCreated;
import io.mudbrick.platform.events.WorkspacesReset;
import java.nio.file.Path;
import java.util.List;

/** The catalog of one engine: its stores, put together, and what it listens to. */
public final class Floor {
  private final ModuleContext context;
  private final Rooms rooms;
  private final TableRoom tables;
  private final VolumeRoom volumes;
  private final LineageStore lineage = new LineageStore();

  private Floor(ModuleContext context) {
    this.context = context;
    this.rooms = Rooms.of(context);
    // The folder of the tables lies in the data directory itself.
    Path folder = context.directory("tables");
    TableStore store = new TableStore(rooms.nodes());
    Locations locations = new Locations(folder.resolveSibling("."), store);
    this.volumes = VolumeRoom.of(context, locations);
    TableFiles files = new TableFiles(folder);
    this.tables =
        new TableRoom(
            store,
            files,
            new SystemTables(files, context.journal(), new AuditUses()),
            locations,
            FunctionRoom.of(context, rooms.nodes()),
            new ForeignKeyStore(rooms.nodes()));
  }

  /** Builds the catalog, furnishes the metastores that have none yet, and begins to listen. */
  public static Floor start(ModuleContext context) {
    Floor floor = new Floor(context);
    floor.listen();
    context.fileTrees().mount("Volumes", new VolumeTree(floor.rooms, floor.volumes));
    Bootstrap bootstrap = new Bootstrap(floor.rooms, floor.tables);
    context
        .events()
        .subscribe(WorkspaceCreated.class, e -> bootstrap.furnish(e.admin().metastoreId()));
    context.identities().workspaces().stream()
        .map(Workspace::metastoreId)
        .distinct()
        .forEach(bootstrap::furnish);
    floor.tables.system().attach();
    new StagingPlaces(floor.rooms, floor.tables).sweep();
    return floor;
  }

  /** The door of a caller. */
  public Catalog catalog(Caller caller) {
    return new CatalogService(rooms, tables, volumes, lineage, caller);
  }

  private void listen() {
    context
        .events()
        .subscribe(
            LineageEdge.class,
            edge ->
                context
                    .database()
                    .run(
                        tx -> {
                          lineage.record(tx, edge);
                          tx.afterCommit(() -> LineageTables.journal(context.journal(), edge));
                        }));
    context
        .events()
        .subscribe(
            TableRead.class,
            read -> TableReads.told(catalog(read.caller()), context.events(), read));
    context.events().subscribe(SecurableRenamed.class, this::followName);
    context.events().subscribe(SecurableDeleted.class, this::dropTable);
    context.events().subscribe(SecurableDeleted.class, volumes::drop);
    context.events().subscribe(SecurableDeleted.class, this::dropStorage);
    context
        .events()
        .subscribe(
            WorkspacesReset.class,
            reset -> {
              rooms.nodes().clear();
              tables.files().forget(reset.metastoreId());
              tables.system().uses().forget(reset.metastoreId());
            });
    context.events().subscribe(SecurableDeleted.class, d -> tables.functions().drop(rooms, d));
  }

  private void followName(SecurableRenamed renamed) {
    String before = renamed.before().fullName();
    String after = renamed.after().fullName();
    List<EntityRef.Type> named = named(renamed.before().type());
    context
        .database()
        .run(
            tx ->
                named.forEach(
                    type -> lineage.rename(tx, renamed.metastoreId(), type, before, after)));
  }

  /** What lineage names by the name of such a securable. */
  private static List<EntityRef.Type> named(SecurableType type) {
    return switch (type) {
      case TABLE -> List.of(EntityRef.Type.TABLE);
      case REGISTERED_MODEL -> List.of(EntityRef.Type.MODEL_VERSION);
      case FUNCTION -> List.of(EntityRef.Type.FUNCTION);
      case METASTORE, CATALOG, SCHEMA ->
          List.of(EntityRef.Type.TABLE, EntityRef.Type.MODEL_VERSION, EntityRef.Type.FUNCTION);
      case VOLUME, FEATURE -> List.of();
    };
  }

  private void dropTable(SecurableDeleted deleted) {
    if (deleted.securable().type() != SecurableType.TABLE) {
      return;
    }
    String id = deleted.securable().id();
    context
        .database()
        .run(
            tx -> {
              TableKeys.dropAll(tables, tx, id);
              tables
                  .store()
                  .byId(tx, id)
                  .ifPresent(
                      stored -> {
                        tables.store().delete(tx, id);
                        tx.afterCommit(() -> dropFiles(stored));
                      });
            });
  }

  /** What was managed below it is gone by then. */
  private void dropStorage(SecurableDeleted deleted) {
    Path root = deleted.securable().storageRoot();
    if (root != null) {
      Path storage = Storage.location(deleted.securable().type(), deleted.securable().id(), root);
      context.database().run(tx -> tx.afterCommit(() -> Folders.delete(storage)));
    }
  }

  private void dropFiles(Stored stored) {
    if (stored.type() == TableType.MANAGED) {
      tables.files().delete(stored.location());
    } else {
      tables.files().close(stored.location());
    }
  }
}
