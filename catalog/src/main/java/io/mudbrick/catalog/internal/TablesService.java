package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.ColumnMask;
import io.mudbrick.catalog.ForeignKey;
import io.mudbrick.catalog.PrimaryKey;
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
import java.util.stream.Stream;

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
    String location = managedPlace(parent, rooms.ids().uuid());
    TableOptions options =
        new TableOptions(definition.partitionColumns(), spec.properties(), spec.comment());
    tables.files().create(location, definition.schema(), options);
    boolean done = false;
    try {
      TableInfo info = record(rooms.ids().uuid(), spec, new Stored(location, true, definition));
      done = true;
      return info;
    } finally {
      if (!done) {
        tables.files().delete(location);
      }
    }
  }

  /** Where the files of a managed table of a schema go. */
  String managedPlace(Path schema, String id) {
    return rooms
        .database()
        .read(tx -> Storage.place(rooms, tx, schema, "tables", id))
        .orElse(caller.metastoreId() + "/" + id);
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
                  rooms.ids().uuid(),
                  complete,
                  new Stored(real.toString(), false, TableDefinition.of(complete)));
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
        spec.rowFilter(),
        spec.primaryKeyName(),
        spec.primaryKeyRely(),
        spec.foreignKeys());
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(column -> column.name() + " " + column.type().sqlName()).toList();
  }

  /** Gives files a name. */
  TableInfo record(String id, TableSpec spec, Stored table) {
    SecurableRef ref = SecurableRef.table(spec.fullName());
    String keyName = TableKeys.checkedName(ref, spec.primaryKeyName());
    return rooms
        .database()
        .write(
            tx -> {
              Securable securable =
                  securables.create(id, ref, spec.comment(), spec.properties(), null);
              Path path = rooms.access().existing(caller, ref);
              keys().requireFree(tx, path, keyName);
              tables.store().insert(tx, securable.id(), table);
              rooms.search().refresh(tx, securable.id());
              // With the table or not at all: nobody is to see a row before its mask.
              spec.columnMasks().forEach((column, mask) -> governance().mask(ref, column, mask));
              if (spec.rowFilter() != null) {
                governance().filter(ref, spec.rowFilter());
              }
              spec.foreignKeys().forEach(key -> keys().addForeign(ref, key));
              return info(tx, securable);
            });
  }

  private TableInfo info(Tx tx, Securable securable) {
    return TableDetails.of(tables, tx, securable.id())
        .orElseThrow(() -> CatalogErrors.missing(securable.ref()))
        .info(rooms, tables, securable);
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
    return kept.details().info(rooms, tables, rooms.view(kept.row(), ref.parent()));
  }

  /** What is said of a table apart from the names of its containers and owner. */
  private record Kept(SecurableRow row, TableDetails details) {}

  private Optional<Kept> kept(String id) {
    return rooms.nodes().details(id, Kept.class, tx -> kept(tx, id));
  }

  private Optional<Kept> kept(Tx tx, String id) {
    return rooms
        .securables()
        .byId(tx, id)
        .flatMap(row -> TableDetails.of(tables, tx, id).map(details -> new Kept(row, details)));
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
              Map<String, TableDetails> details =
                  TableDetails.ofSchema(tables, tx, path.leaf().id());
              return visible.stream()
                  .flatMap(
                      table ->
                          Stream.ofNullable(details.get(table.id()))
                              .map(known -> known.info(rooms, tables, table)))
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
              return info(tx, securable);
            });
  }

  @Override
  public TableInfo setPrimaryKey(String fullName, List<String> columns, String timeseriesColumn) {
    String timeseries = timeseriesColumn.isEmpty() ? null : timeseriesColumn;
    return setPrimaryKey(fullName, new PrimaryKey(null, columns, timeseries, false));
  }

  @Override
  public TableInfo setPrimaryKey(String fullName, PrimaryKey key) {
    keys().setPrimary(SecurableRef.table(fullName), key);
    return get(fullName);
  }

  @Override
  public ForeignKey addForeignKey(String fullName, ForeignKey key) {
    return keys().addForeign(SecurableRef.table(fullName), key);
  }

  @Override
  public TableInfo dropConstraint(String fullName, String name, boolean cascade) {
    keys().drop(SecurableRef.table(fullName), name, cascade);
    return get(fullName);
  }

  private TableKeys keys() {
    return new TableKeys(rooms, tables, caller);
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
