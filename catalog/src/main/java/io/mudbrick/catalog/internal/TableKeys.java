package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.ConstraintErrors;
import io.mudbrick.catalog.ForeignKey;
import io.mudbrick.catalog.PrimaryKey;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.definition.Keys;
import io.mudbrick.catalog.internal.definition.TableDefinition;
import io.mudbrick.catalog.internal.jdbc.ForeignKeyStore.Definition;
import io.mudbrick.catalog.internal.jdbc.ForeignKeyStore.Stored;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import io.mudbrick.catalog.internal.jdbc.TableStore;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.sql.Tx;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys of tables, as one caller declares and drops them. */
record TableKeys(Rooms rooms, TableRoom tables, Caller caller) {

  /** What a table's primary key is called; null where it has none. */
  static @Nullable String primaryName(String tableName, TableDefinition definition) {
    if (definition.primaryKey().isEmpty() || definition.keyName() != null) {
      return definition.keyName();
    }
    return tableName + "_pk";
  }

  /** The foreign keys among what is stored, as callers see them. */
  static List<ForeignKey> shown(Rooms rooms, List<Stored> stored) {
    return stored.stream()
        .map(
            key ->
                new ForeignKey(
                    key.name(),
                    key.definition().columns(),
                    FunctionFinder.ref(rooms, key.parentId()).fullName(),
                    key.definition().parentColumns(),
                    key.definition().rely()))
        .toList();
  }

  /** The rules for names of tables are those for names of constraints. */
  static @Nullable String checkedName(SecurableRef table, @Nullable String name) {
    return name == null ? null : table.parent().child(SecurableType.TABLE, name).name();
  }

  void setPrimary(SecurableRef table, PrimaryKey key) {
    String name = checkedName(table, key.name());
    rooms
        .database()
        .run(
            tx -> {
              Path path = rooms.access().managed(caller, table);
              TableDefinition before = definition(tx, path);
              if (!before.primaryKey().isEmpty()) {
                throw ConstraintErrors.keyExists(table);
              }
              requireFree(tx, path, name);
              tables
                  .store()
                  .update(
                      tx,
                      path.leaf().id(),
                      before.withKey(name, key.columns(), key.timeseriesColumn(), key.rely()));
            });
  }

  /** Refuses a name that another constraint of the table's schema has. */
  void requireFree(Tx tx, Path table, @Nullable String name) {
    if (name != null && names(tx, schemaId(table)).contains(SecurableRow.key(name))) {
      throw ConstraintErrors.constraintExists(table.ref(), name);
    }
  }

  private static String schemaId(Path table) {
    return String.valueOf(table.leaf().parentId());
  }

  /** The names of all constraints of a schema, in lower case. */
  private Set<String> names(Tx tx, String schemaId) {
    Set<String> names = new HashSet<>();
    tables.foreignKeys().ofSchema(tx, schemaId).values().stream()
        .flatMap(List::stream)
        .forEach(key -> names.add(SecurableRow.key(key.name())));
    Map<String, TableStore.Stored> stored = tables.store().ofSchema(tx, schemaId);
    for (SecurableRow row : rooms.securables().children(tx, schemaId, SecurableType.TABLE)) {
      TableStore.Stored table = stored.get(row.id());
      String primary = table == null ? null : primaryName(row.name(), table.definition());
      if (primary != null) {
        names.add(SecurableRow.key(primary));
      }
    }
    return names;
  }

  ForeignKey addForeign(SecurableRef table, ForeignKey key) {
    String asked = checkedName(table, key.name());
    SecurableRef parentRef = SecurableRef.table(key.parentTable());
    return rooms
        .database()
        .write(
            tx -> {
              Path path = rooms.access().managed(caller, table);
              Path parent = rooms.access().managed(caller, parentRef);
              TableDefinition definition = definition(tx, parent);
              if (definition.primaryKey().isEmpty()) {
                throw ConstraintErrors.noKeyToReferTo(parentRef);
              }
              Keys.Reference reference =
                  Keys.reference(
                      definition(tx, path).schema(),
                      key.columns(),
                      definition,
                      key.parentColumns());
              requireFree(tx, path, asked);
              String name = asked != null ? asked : freeName(tx, path, parent);
              Stored made =
                  new Stored(
                      path.leaf().id(),
                      parent.leaf().id(),
                      new Definition(
                          name, reference.columns(), reference.parentColumns(), key.rely()));
              tables.foreignKeys().insert(tx, made);
              return shown(rooms, List.of(made)).get(0);
            });
  }

  private String freeName(Tx tx, Path table, Path parent) {
    Set<String> taken = names(tx, schemaId(table));
    String base = table.leaf().name() + "_" + parent.leaf().name();
    String name = base + "_fk";
    for (int i = 1; taken.contains(SecurableRow.key(name)); i++) {
      name = base + "_" + i + "_fk";
    }
    return name;
  }

  private TableDefinition definition(Tx tx, Path table) {
    return tables
        .store()
        .byId(tx, table.leaf().id())
        .orElseThrow(() -> CatalogErrors.missing(table.ref()))
        .definition();
  }

  void drop(SecurableRef table, String name, boolean cascade) {
    rooms
        .database()
        .run(
            tx -> {
              Path path = rooms.access().managed(caller, table);
              TableDefinition definition = definition(tx, path);
              String primary = primaryName(path.leaf().name(), definition);
              if (name.equalsIgnoreCase(primary)) {
                dropReferences(tx, path, name, cascade);
                tables
                    .store()
                    .update(tx, path.leaf().id(), definition.withKey(null, List.of(), null, false));
              } else {
                tables
                    .foreignKeys()
                    .delete(
                        tx,
                        tables.foreignKeys().of(tx, path.leaf().id()).stream()
                            .filter(key -> key.name().equalsIgnoreCase(name))
                            .findAny()
                            .orElseThrow(() -> ConstraintErrors.noSuchConstraint(table, name)));
              }
            });
  }

  private void dropReferences(Tx tx, Path parent, String name, boolean cascade) {
    List<Stored> references = tables.foreignKeys().referringTo(tx, parent.leaf().id());
    if (!references.isEmpty() && !cascade) {
      throw ConstraintErrors.keyIsReferredTo(parent.ref(), name);
    }
    for (String child : new TreeSet<>(references.stream().map(Stored::tableId).toList())) {
      rooms.access().managed(caller, FunctionFinder.ref(rooms, child));
    }
    references.forEach(key -> tables.foreignKeys().delete(tx, key));
  }

  /** Clears up behind a deleted table: its own foreign keys, and those to it. */
  static void dropAll(TableRoom tables, Tx tx, String tableId) {
    tables.foreignKeys().of(tx, tableId).forEach(key -> tables.foreignKeys().delete(tx, key));
    tables
        .foreignKeys()
        .referringTo(tx, tableId)
        .forEach(key -> tables.foreignKeys().delete(tx, key));
  }
}
