package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.ColumnMask;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.RowFilter;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableGovernanceChanging;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.jdbc.PolicyStore;
import io.mudbrick.catalog.internal.jdbc.PolicyStore.Stored;
import io.mudbrick.catalog.internal.policy.Hiding;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.sql.Tx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets and unsets column masks and row filters as one caller. */
record TableGovernance(Rooms rooms, TableRoom tables, Caller caller) {

  void mask(SecurableRef table, String columnName, ColumnMask mask) {
    set(
        table,
        schema ->
            new Stored(
                column(schema, table, columnName),
                executable(mask.function()),
                columns(schema, table, mask.usingColumns())));
  }

  void filter(SecurableRef table, RowFilter filter) {
    set(
        table,
        schema ->
            new Stored(
                PolicyStore.ROWS,
                executable(filter.function()),
                columns(schema, table, filter.inputColumns())));
  }

  private interface Policy {
    Stored over(Schema schema);
  }

  private void set(SecurableRef table, Policy policy) {
    rooms
        .database()
        .run(
            tx -> {
              Securable securable = managed(tx, table);
              Schema schema = schema(tx, table, securable.id());
              Stored stored = policy.over(schema);
              FunctionRoom functions = tables.functions();
              functions
                  .maker()
                  .check(
                      Hiding.of(stored),
                      new FunctionFinder(rooms, functions.store(), caller, tx),
                      schema,
                      caller);
              rooms.events().publish(new TableGovernanceChanging(securable, caller));
              functions.policies().set(tx, securable.id(), stored);
            });
  }

  void unset(SecurableRef table, String column) {
    rooms
        .database()
        .run(
            tx -> {
              Securable securable = managed(tx, table);
              String name =
                  column.equals(PolicyStore.ROWS)
                      ? column
                      : column(schema(tx, table, securable.id()), table, column);
              if (!tables.functions().policies().unset(tx, securable.id(), name)) {
                throw column.equals(PolicyStore.ROWS)
                    ? CatalogErrors.noRowFilter(table)
                    : CatalogErrors.noMask(table, column);
              }
            });
  }

  private Securable managed(Tx tx, SecurableRef table) {
    Path path = rooms.access().managed(caller, table);
    return rooms
        .securables()
        .byId(tx, path.leaf().id())
        .map(row -> rooms.view(row, table.parent()))
        .orElseThrow(() -> CatalogErrors.missing(table));
  }

  private Schema schema(Tx tx, SecurableRef table, String id) {
    return tables
        .store()
        .byId(tx, id)
        .orElseThrow(() -> CatalogErrors.missing(table))
        .definition()
        .schema();
  }

  private String executable(String function) {
    Path path = rooms.access().existing(caller, SecurableRef.function(function));
    rooms.access().require(caller, path, Privilege.EXECUTE);
    return path.leaf().id();
  }

  private static String column(Schema schema, SecurableRef table, String name) {
    Column column = schema.find(name);
    if (column == null) {
      throw CatalogErrors.noSuchColumn(table, name);
    }
    return column.name();
  }

  private static List<String> columns(Schema schema, SecurableRef table, List<String> names) {
    return names.stream().map(name -> column(schema, table, name)).toList();
  }

  /** The masks among some policies, by column. */
  static Map<String, ColumnMask> masks(Rooms rooms, List<Stored> stored) {
    Map<String, ColumnMask> masks = new LinkedHashMap<>();
    for (Stored policy : stored) {
      if (!policy.isRowFilter()) {
        masks.put(policy.column(), new ColumnMask(name(rooms, policy), policy.arguments()));
      }
    }
    return masks;
  }

  /** The row filter among some policies. */
  static @Nullable RowFilter filter(Rooms rooms, List<Stored> stored) {
    for (Stored policy : stored) {
      if (policy.isRowFilter()) {
        return new RowFilter(name(rooms, policy), policy.arguments());
      }
    }
    return null;
  }

  private static String name(Rooms rooms, Stored policy) {
    String dropped = policy.functionName();
    return dropped != null ? dropped : FunctionFinder.ref(rooms, policy.functionId()).fullName();
  }
}
