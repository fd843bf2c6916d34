package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.jdbc.TableStore.Stored;
import io.mudbrick.catalog.internal.tables.TableDefinition;
import io.mudbrick.catalog.internal.tables.TableGate;
import io.mudbrick.platform.Caller;

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

  private void require(Privilege privilege) {
    Path path = rooms.access().existing(caller, ref);
    if (!path.leaf().id().equals(id)) {
      throw CatalogErrors.missing(ref); // another table has taken the name
    }
    rooms.access().require(caller, path, privilege);
  }

  @Override
  public void columnsMayHaveChanged(Schema now) {
    Stored before =
        rooms
            .database()
            .read(tx -> tables.store().byId(tx, id).orElseThrow(() -> CatalogErrors.missing(ref)));
    TableDefinition after = before.definition().withSchema(now);
    if (!after.equals(before.definition())) {
      rooms.database().run(tx -> tables.store().update(tx, id, after));
    }
  }
}
