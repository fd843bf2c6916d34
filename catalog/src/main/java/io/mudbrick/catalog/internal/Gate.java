package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.definition.TableDefinition;
import io.mudbrick.catalog.internal.policy.RowPolicy;
import io.mudbrick.catalog.internal.tables.TableGate;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.sql.Tx;

/** Asks the catalog at each read and write of a table that one caller holds open. */
record Gate(Rooms rooms, TableRoom tables, Caller caller, SecurableRef ref, String id)
    implements TableGate {

  @Override
  public void read() {
    require(Privilege.SELECT);
  }

  @Override
  public void write() {
    require(Privilege.MODIFY);
  }

  @Override
  public RowPolicy policy(Schema schema) {
    return tables.functions().policy(rooms, caller, id, schema);
  }

  @Override
  public void requireRaw(Schema schema) {
    if (!policy(schema).isEmpty()) {
      throw CatalogErrors.masked(ref);
    }
  }

  /** As the other, by the columns that the catalog keeps. */
  void requireRaw() {
    requireRaw(rooms.database().read(this::definition).schema());
  }

  private void require(Privilege privilege) {
    Path path = rooms.access().existing(caller, ref);
    if (!path.leaf().id().equals(id)) {
      throw CatalogErrors.missing(ref); // another table has taken the name
    }
    rooms.access().require(caller, path, privilege);
  }

  @Override
  public void columnsMayHaveChanged(Schema now) {
    // Most writes add no column: only those that seem to do so wait for the one writer.
    TableDefinition seen = rooms.database().read(this::definition);
    if (!seen.withSchema(now).equals(seen)) {
      rooms.database().run(tx -> renew(tx, now));
    }
  }

  @Override
  public void columnsRestored(Schema now) {
    rooms
        .database()
        .run(
            tx -> {
              tables.store().update(tx, id, definition(tx).withSchema(now));
              rooms.search().refresh(tx, id);
            });
  }

  /** Writes only ever add columns: a schema that has fewer is older than what is kept. */
  private void renew(Tx tx, Schema now) {
    TableDefinition current = definition(tx);
    if (now.size() >= current.columns().size()) {
      tables.store().update(tx, id, current.withSchema(now));
      rooms.search().refresh(tx, id);
    }
  }

  private TableDefinition definition(Tx tx) {
    return tables.store().byId(tx, id).orElseThrow(() -> CatalogErrors.missing(ref)).definition();
  }
}
