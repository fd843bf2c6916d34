package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableDeleted;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.events.BeforeDelete;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Deletes a securable and what is in it, children first, telling those who keep more about it. */
record Deletion(Rooms rooms, Caller caller, Tx tx, boolean force) {

  void delete(SecurableRow row, SecurableRef parent) {
    Securable securable = rooms.view(row, parent);
    // Functions last: while a table is there, what masks it stays.
    List<SecurableRow> children = new ArrayList<>(rooms.securables().children(tx, row.id()));
    children.sort(Comparator.comparing(child -> child.type() == SecurableType.FUNCTION));
    for (SecurableRow child : children) {
      delete(child, securable.ref());
    }
    askFirst(securable);
    rooms.nodes().changing(tx, row.id());
    rooms.securables().delete(tx, row.id());
    rooms.search().refresh(tx, row.id());
    rooms.events().publish(new SecurableDeleted(securable, caller, force));
  }

  private void askFirst(Securable securable) {
    switch (securable.type()) {
      case TABLE -> ask(EntityRef.Type.TABLE, securable);
      case VOLUME -> ask(EntityRef.Type.VOLUME, securable);
      case FUNCTION -> ask(EntityRef.Type.FUNCTION, securable);
      default -> {
        // Containers are empty by now, and the registry asks about each version of a model.
      }
    }
  }

  private void ask(EntityRef.Type type, Securable securable) {
    EntityRef entity = new EntityRef(type, caller.metastoreId(), securable.fullName());
    rooms.events().publish(new BeforeDelete(entity, caller, force));
  }
}
