package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.Stamp;
import io.mudbrick.catalog.internal.access.Access;
import io.mudbrick.catalog.internal.definition.TableDefinition;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import io.mudbrick.catalog.internal.jdbc.TableStore.Stored;
import io.mudbrick.catalog.internal.system.SystemTable;
import io.mudbrick.catalog.internal.system.SystemTables;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Furnishes a new metastore: the catalogs {@code workspace} and {@code system}. */
record Bootstrap(Rooms rooms, TableRoom tables) {
  private static final String SYSTEM_USER = "System user";

  /** Does nothing when the metastore is furnished already. */
  void furnish(String metastoreId) {
    rooms
        .database()
        .run(
            tx -> {
              if (rooms.securables().byId(tx, metastoreId).isEmpty()) {
                new Furnishing(metastoreId, tx).all();
              }
              system(tx, metastoreId);
              rooms.search().complete(tx, metastoreId);
            });
  }

  /** Also of a metastore that was furnished when there were fewer. */
  private void system(Tx tx, String metastoreId) {
    Furnishing furnishing = new Furnishing(metastoreId, tx);
    SystemTables.ALL.forEach(furnishing::table);
  }

  private final class Furnishing {
    private final String metastoreId;
    private final Tx tx;
    private final String admins;
    private final Stamp now = new Stamp(rooms.clock().instant(), SYSTEM_USER);

    Furnishing(String metastoreId, Tx tx) {
      this.metastoreId = metastoreId;
      this.tx = tx;
      this.admins = group(Identity.ADMINS);
    }

    void all() {
      add(metastoreId, SecurableType.METASTORE, null, "metastore");
      String workspace = add(SecurableRef.catalog(Catalog.WORKSPACE_CATALOG), metastoreId);
      String defaultSchema = add(SecurableRef.schema(Catalog.DEFAULT_SCHEMA), workspace);
      grantToUsers(workspace, List.of(Privilege.USE_CATALOG));
      grantToUsers(
          defaultSchema,
          List.of(
              Privilege.USE_SCHEMA,
              Privilege.CREATE_TABLE,
              Privilege.CREATE_MODEL,
              Privilege.CREATE_FUNCTION,
              Privilege.CREATE_VOLUME));
      String system = add(SecurableRef.catalog(Access.SYSTEM_CATALOG), metastoreId);
      add(SecurableRef.schema(SystemTable.SCHEMA), system);
    }

    /** Adds a system table unless it is there; its columns may have been others. */
    void table(SystemTable table) {
      SecurableRef ref = table.ref();
      String schema = child(child(metastoreId, ref.parent().parent()), ref.parent());
      Optional<SecurableRow> there = rooms.securables().byName(tx, schema, ref.type(), ref.name());
      TableDefinition definition =
          new TableDefinition(List.of(), List.of(), List.of(), null, null, null)
              .withSchema(table.schema());
      if (there.isEmpty()) {
        tables
            .store()
            .insert(
                tx, add(ref, schema), new Stored(table.location(metastoreId), true, definition));
      } else {
        renew(there.get().id(), definition);
      }
    }

    private void renew(String id, TableDefinition definition) {
      tables
          .store()
          .byId(tx, id)
          .filter(stored -> !stored.definition().equals(definition))
          .ifPresent(
              stored -> {
                tables.store().update(tx, id, definition);
                rooms.search().refresh(tx, id);
              });
    }

    private String child(String parentId, SecurableRef ref) {
      return rooms
          .securables()
          .byName(tx, parentId, ref.type(), ref.name())
          .map(SecurableRow::id)
          .orElseThrow(() -> CatalogErrors.missing(ref));
    }

    private String add(SecurableRef ref, String parentId) {
      return add(rooms.ids().uuid(), ref.type(), parentId, ref.name());
    }

    private String add(String id, SecurableType type, @Nullable String parentId, String name) {
      rooms.nodes().changing(tx, id);
      rooms
          .securables()
          .insert(
              tx,
              new SecurableRow(
                  id, metastoreId, type, parentId, name, admins, null, Map.of(), now, now, null));
      return id;
    }

    private void grantToUsers(String securableId, List<Privilege> privileges) {
      String users = group(Identity.USERS);
      privileges.forEach(p -> rooms.grants().add(tx, securableId, users, p));
    }

    private String group(String name) {
      return rooms.identities().principal(metastoreId, name).map(Principal::id).orElse(name);
    }
  }
}
