package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.ColumnMask;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.RowFilter;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.TableType;
import io.mudbrick.catalog.Tables;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableOptions;
import io.mudbrick.catalog.internal.access.Access;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.definition.TableDefinition;
import io.mudbrick.catalog.internal.delta.LocalTable;
import io.mudbrick.catalog.internal.jdbc.PolicyStore;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import io.mudbrick.catalog.internal.jdbc.TableStore.Stored;
import io.mudbrick.catalog.internal.tables.GovernedTable;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.sql.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables, as one caller sees and uses them. */
final class TablesService implements Tables {
  private final Rooms rooms;
  private final TableRoom tables;
  private final SecurablesService securables;
  private final Caller caller;

  TablesService(Rooms rooms, TableRoom tables, SecurablesService securables, Caller caller) {
    this.rooms = rooms;
    this.tables = tables;
    this.securables = securables;
    this.caller = caller;
  }

  @Override
  public TableInfo create(TableSpec spec) {
    SecurableRef ref = SecurableRef.table(spec.fullName());
    TableDefinition definition = TableDefinition.of(spec);
    Path parent = rooms.access().existing(caller, ref.parent());
    rooms.access().requireCreate(caller, parent, SecurableType.TABLE);
    if (rooms.access().path(caller, ref).complete()) {
      throw CatalogErrors.exists(ref);
    }
    // Files first: a table that has a name has its files. Of two creators, one loses its folder.
    String location = caller.metastoreId() + "/" + rooms.ids().uuid();
    TableOptions options =
        new TableOptions(definition.partitionColumns(), spec.properties(), spec.comment());
    tables.files().create(location, definition.schema(), options);
    boolean done = false;
    try {
      TableInfo info = record(rooms.ids().uuid(), spec, location, definition);
      done = true;
      return info;
    } finally {
      if (!done) {
        tables.files().delete(location);
      }
    }
  }

  @Override
  public TableInfo createExternal(TableSpec spec, java.nio.file.Path directory) {
    SecurableRef ref = SecurableRef.table(spec.fullName());
    Path parent = rooms.access().existing(caller, ref.parent());
    rooms.access().requireCreate(caller, parent, SecurableType.TABLE);
    if (!rooms.identities().isAdmin(caller)) {
      throw CatalogErrors.externalDenied(SecurableType.TABLE);
    }
    if (rooms.access().path(caller, ref).complete()) {
      throw CatalogErrors.exists(ref); // and not that its own directory is taken
    }
    java.nio.file.Path real = tables.locations().real(directory);
    // Before a file is made there, and again when it counts.
    rooms.database().run(tx -> tables.locations().requireFree(tx, real));
    TableSpec complete = with(spec, existing(spec, real));
    return rooms
        .database()
        .write(
            tx -> {
              tables.locations().requireFree(tx, real);
              return record(
                  rooms.ids().uuid(), complete, real.toString(), TableDefinition.of(complete));
            });
  }

  /** The Delta table in the directory, made if need be. */
  private static DeltaTable existing(TableSpec spec, java.nio.file.Path directory) {
    List<Column> given = spec.schema().columns();
    if (DeltaTables.exists(directory)) {
      return opened(spec, directory);
    }
    if (given.isEmpty()) {
      throw CatalogErrors.externalWithoutColumns(directory.toString());
    }
    TableOptions options =
        new TableOptions(spec.partitionColumns(), spec.properties(), spec.comment());
    return DeltaTables.create(directory, TableDefinition.of(spec).schema(), options);
  }

  /** The table in a directory, whose columns are as given or none are. */
  static DeltaTable opened(TableSpec spec, java.nio.file.Path directory) {
    List<Column> given = spec.schema().columns();
    DeltaTable table = DeltaTables.open(directory);
    if (!given.isEmpty() && !names(given).equals(names(table.read().schema().columns()))) {
      throw CatalogErrors.otherColumns(directory.toString());
    }
    return table;
  }

  static TableSpec with(TableSpec spec, DeltaTable table) {
    return new TableSpec(
        spec.fullName(),
        table.schema(),
        spec.primaryKey(),
        spec.timeseriesColumn(),
        table.partitionColumns(),
        spec.comment(),
        spec.properties(),
        spec.columnMasks(),
        spec.rowFilter());
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(column -> column.name() + " " + column.type().sqlName()).toList();
  }

  /** Gives files a name. */
  TableInfo record(String id, TableSpec spec, String location, TableDefinition definition) {
    SecurableRef ref = SecurableRef.table(spec.fullName());
    return rooms
        .database()
        .write(
            tx -> {
              Securable securable = securables.create(id, ref, spec.comment(), spec.properties());
              tables.store().insert(tx, securable.id(), location, definition);
              rooms.search().refresh(tx, securable.id());
              Stored stored = new Stored(location, definition);
              if (spec.columnMasks().isEmpty() && spec.rowFilter() == null) {
                return info(securable, stored, List.of());
              }
              // With the table or not at all: nobody is to see a row before its mask.
              spec.columnMasks().forEach((column, mask) -> governance().mask(ref, column, mask));
              if (spec.rowFilter() != null) {
                governance().filter(ref, spec.rowFilter());
              }
              return info(tx, securable, stored);
            });
  }

  private TableInfo info(Tx tx, Securable securable, Stored stored) {
    return info(securable, stored, tables.functions().policies().of(tx, securable.id()));
  }

  private TableInfo info(Securable securable, Stored stored, List<PolicyStore.Stored> policies) {
    return info(securable, stored, stored.definition().schema(), policies);
  }

  private TableInfo info(
      Securable securable, Stored stored, Schema schema, List<PolicyStore.Stored> policies) {
    TableDefinition definition = stored.definition();
    return new TableInfo(
        securable,
        stored.type(),
        schema,
        definition.partitionColumns(),
        definition.primaryKey(),
        keyName(securable, definition),
        definition.timeseriesColumn(),
        tables.files().directory(stored.location()),
        TableGovernance.masks(rooms, policies),
        TableGovernance.filter(rooms, policies));
  }

  private static @Nullable String keyName(Securable table, TableDefinition definition) {
    if (definition.primaryKey().isEmpty() || definition.keyName() != null) {
      return definition.keyName();
    }
    return table.name() + "_pk";
  }

  private Stored stored(Tx tx, SecurableRef ref, String id) {
    return tables.store().byId(tx, id).orElseThrow(() -> CatalogErrors.missing(ref));
  }

  @Override
  public TableInfo get(String fullName) {
    SecurableRef ref = SecurableRef.table(fullName);
    Path path = rooms.access().existing(caller, ref);
    rooms.access().requireVisible(caller, path);
    Kept kept = kept(path.leaf().id()).orElseThrow(() -> CatalogErrors.missing(ref));
    Securable securable = rooms.view(kept.row(), ref.parent());
    return info(securable, kept.stored(), kept.schema(), kept.policies());
  }

  /** What is said of a table apart from the names of its containers and owner. */
  private record Kept(
      SecurableRow row, Stored stored, Schema schema, List<PolicyStore.Stored> policies) {}

  private Optional<Kept> kept(String id) {
    return rooms
        .nodes()
        .details(
            id,
            Kept.class,
            tx ->
                rooms
                    .securables()
                    .byId(tx, id)
                    .flatMap(
                        row -> tables.store().byId(tx, id).map(stored -> kept(tx, row, stored))));
  }

  private Kept kept(Tx tx, SecurableRow row, Stored stored) {
    return new Kept(
        row, stored, stored.definition().schema(), tables.functions().policies().of(tx, row.id()));
  }

  @Override
  public boolean exists(String fullName) {
    Path path = rooms.access().path(caller, SecurableRef.table(fullName));
    return path.complete() && rooms.access().visible(caller, path);
  }

  @Override
  public List<TableInfo> list(String schema) {
    SecurableRef ref = SecurableRef.schema(schema);
    List<Securable> visible = securables.list(ref, SecurableType.TABLE);
    return rooms
        .database()
        .read(
            tx -> {
              Path path = rooms.access().existing(caller, ref);
              Map<String, Stored> stored = tables.store().ofSchema(tx, path.leaf().id());
              Map<String, List<PolicyStore.Stored>> policies =
                  tables.functions().policies().ofSchema(tx, path.leaf().id());
              return visible.stream()
                  .flatMap(
                      t ->
                          Stream.ofNullable(stored.get(t.id()))
                              .map(s -> info(t, s, policies.getOrDefault(t.id(), List.of()))))
                  .toList();
            });
  }

  @Override
  public TableInfo update(String fullName, SecurableUpdate update) {
    return rooms
        .database()
        .write(
            tx -> {
              Securable securable = securables.update(SecurableRef.table(fullName), update);
              return info(tx, securable, stored(tx, securable.ref(), securable.id()));
            });
  }

  @Override
  public TableInfo setPrimaryKey(String fullName, List<String> columns, String timeseriesColumn) {
    return setKey(fullName, null, columns, timeseriesColumn);
  }

  @Override
  public TableInfo setPrimaryKey(
      String fullName, String keyName, List<String> columns, String timeseriesColumn) {
    SecurableRef table = SecurableRef.table(fullName);
    // The rules for names of tables are those for names of constraints.
    String name = table.parent().child(SecurableType.TABLE, keyName).name();
    return setKey(fullName, name, columns, timeseriesColumn);
  }

  private TableInfo setKey(
      String fullName, @Nullable String keyName, List<String> columns, String timeseriesColumn) {
    String timeseries = timeseriesColumn.isEmpty() ? null : timeseriesColumn;
    return redefine(
        SecurableRef.table(fullName),
        (securable, before) -> {
          if (!before.primaryKey().isEmpty()) {
            throw CatalogErrors.keyExists(securable.ref());
          }
          return before.withKey(keyName, columns, timeseries);
        });
  }

  @Override
  public TableInfo unsetPrimaryKey(String fullName, String keyName) {
    return redefine(
        SecurableRef.table(fullName),
        (securable, before) -> {
          String there = keyName(securable, before);
          if (there == null || !there.equalsIgnoreCase(keyName)) {
            throw CatalogErrors.noSuchConstraint(securable.ref(), keyName);
          }
          return before.withKey(null, List.of(), null);
        });
  }

  private TableInfo redefine(
      SecurableRef ref, BiFunction<Securable, TableDefinition, TableDefinition> change) {
    return rooms
        .database()
        .write(
            tx -> {
              Path path = rooms.access().existing(caller, ref);
              if (Access.isSystem(ref)) {
                throw CatalogErrors.readOnly(ref);
              }
              rooms.access().requireManage(caller, path);
              String id = path.leaf().id();
              TableDefinition before = stored(tx, ref, id).definition();
              tables.store().update(tx, id, change.apply(securables.get(ref), before));
              return get(ref.fullName());
            });
  }

  @Override
  public TableInfo setColumnMask(String fullName, String column, ColumnMask mask) {
    governance().mask(SecurableRef.table(fullName), column, mask);
    return get(fullName);
  }

  @Override
  public TableInfo unsetColumnMask(String fullName, String column) {
    if (column.isEmpty()) {
      throw CatalogErrors.noMask(SecurableRef.table(fullName), column);
    }
    governance().unset(SecurableRef.table(fullName), column);
    return get(fullName);
  }

  @Override
  public TableInfo setRowFilter(String fullName, RowFilter filter) {
    governance().filter(SecurableRef.table(fullName), filter);
    return get(fullName);
  }

  @Override
  public TableInfo unsetRowFilter(String fullName) {
    governance().unset(SecurableRef.table(fullName), PolicyStore.ROWS);
    return get(fullName);
  }

  private TableGovernance governance() {
    return new TableGovernance(rooms, tables, caller);
  }

  @Override
  public void requireUnmasked(String fullName) {
    SecurableRef ref = SecurableRef.table(fullName);
    String id = rooms.access().existing(caller, ref).leaf().id();
    new Gate(rooms, tables, caller, ref, id).requireRaw();
  }

  @Override
  public void delete(String fullName) {
    securables.delete(SecurableRef.table(fullName), false);
  }

  @Override
  public DeltaTable open(String fullName) {
    SecurableRef ref = SecurableRef.table(fullName);
    Path path = rooms.access().existing(caller, ref);
    if (!rooms.access().allows(caller, path, Privilege.MODIFY)) {
      rooms.access().require(caller, path, Privilege.SELECT);
    }
    String id = path.leaf().id();
    Stored stored = rooms.database().read(tx -> stored(tx, ref, id));
    DeltaTable table =
        Access.isSystem(ref)
            ? tables.system().open(stored.location(), stored.definition().schema())
            : tables.files().open(stored.location());
    Gate gate = new Gate(rooms, tables, caller, ref, id);
    if (stored.type() == TableType.EXTERNAL) {
      gate.columnsMayHaveChanged(table.schema()); // others write there too
    }
    return new GovernedTable(LocalTable.actingAs(table, caller.principal().name()), gate);
  }
}
