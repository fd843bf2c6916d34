package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.CommitErrors;
import io.mudbrick.catalog.Credentials;
import io.mudbrick.catalog.Credentials.Access;
import io.mudbrick.catalog.DeltaCommits;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.StagedCommit;
import io.mudbrick.catalog.StagedTable;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.definition.TableDefinition;
import io.mudbrick.catalog.internal.delta.CatalogManagedLog;
import io.mudbrick.catalog.internal.jdbc.StagingStore.Reserved;
import io.mudbrick.catalog.internal.jdbc.TableStore.Stored;
import io.mudbrick.platform.Caller;

/** Registers commits of other programs as one caller. */
record DeltaCommitsService(
    Rooms rooms,
    TableRoom tables,
    SecurablesService securables,
    Credentials credentials,
    Caller caller)
    implements DeltaCommits {
  @Override
  public StagedTable stage(String fullName) {
    SecurableRef ref = SecurableRef.table(fullName);
    Path parent = mayCreate(ref);
    if (rooms.access().path(caller, ref).complete()) {
      throw CatalogErrors.exists(ref);
    }
    Reserved place = place(rooms.ids().uuid(), parent, ref);
    java.nio.file.Path directory = tables.files().directory(place.location());
    // Before its directory: a crash in between leaves something that the sweep knows of.
    staging().reserve(place);
    CatalogManagedLog.prepare(directory);
    return new StagedTable(place.id(), ref.fullName(), directory);
  }

  private Path mayCreate(SecurableRef ref) {
    Path parent = rooms.access().existing(caller, ref.parent());
    rooms.access().requireCreate(caller, parent, SecurableType.TABLE);
    return parent;
  }

  private Reserved place(String id, Path parent, SecurableRef ref) {
    return new Reserved(
        id,
        caller.metastoreId(),
        parent.leaf().id(),
        ref.name(),
        caller.principal().id(),
        named().managedPlace(parent, id));
  }

  private StagingPlaces staging() {
    return new StagingPlaces(rooms, tables);
  }

  private TablesService named() {
    return new TablesService(rooms, tables, securables, caller);
  }

  @Override
  public TableInfo create(TableSpec spec, java.nio.file.Path directory) {
    SecurableRef ref = SecurableRef.table(spec.fullName());
    Path parent = mayCreate(ref);
    Reserved place = place(String.valueOf(directory.getFileName()), parent, ref);
    if (!same(directory, tables.files().directory(place.location()))) {
      throw CommitErrors.notStaged();
    }
    if (!rooms.database().read(tx -> staging().holds(tx, place))) {
      throw CommitErrors.notStaged();
    }
    if (!DeltaTables.exists(directory)) {
      throw CommitErrors.stagedWithoutLog(directory.toString());
    }
    TableSpec complete = TablesService.with(spec, TablesService.opened(spec, directory));
    return rooms
        .database()
        .write(
            tx -> {
              if (!staging().take(tx, place)) {
                throw CommitErrors.notStaged(); // somebody was faster
              }
              return named()
                  .record(
                      place.id(),
                      complete,
                      new Stored(place.location(), true, TableDefinition.of(complete)));
            });
  }

  private static boolean same(java.nio.file.Path one, java.nio.file.Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  @Override
  public void commit(String tableId, java.nio.file.Path directory, StagedCommit commit) {
    CatalogManagedLog log = log(tableId, directory, Access.WRITE);
    log.publish(commit);
    if (commit.metadata()) {
      SecurableRef ref = securables.byId(tableId).ref();
      new Gate(rooms, tables, caller, ref, tableId).columnsMayHaveChanged(log.schema());
    }
  }

  @Override
  public long latestVersion(String tableId, java.nio.file.Path directory) {
    return log(tableId, directory, Access.READ).newest();
  }

  private CatalogManagedLog log(String tableId, java.nio.file.Path told, Access access) {
    java.nio.file.Path directory = credentials.table(tableId, access);
    if (!same(told, directory)) {
      throw CommitErrors.otherPlace(told.toString());
    }
    return CatalogManagedLog.of(directory);
  }
}
