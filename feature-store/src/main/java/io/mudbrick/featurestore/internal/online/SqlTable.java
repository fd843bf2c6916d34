package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.sql.Tx;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of PostgreSQL that shows an online table to whoever asks in SQL: a column of its own
 * type for each of the feature table's, and the key as primary key. It changes in the transactions
 * in which the online table does. Immutable.
 */
final class SqlTable {
  /** Who may read all of them, where an administrator has made this role. */
  static final String READERS = "mudbrick_reader";

  /** How long readers in SQL may hold up the moment at which a table is replaced. */
  private static final String PATIENCE = "SET LOCAL lock_timeout = '2s'";

  private static final String NO_PATIENCE = "SET LOCAL lock_timeout = '60s'";

  private final OnlineRecord record;
  private final SqlName name;
  private final List<Column> keys;
  private final @Nullable Column time;
  private final List<Column> others;
  private final PayloadCodec codec;

  /** The table of a record; null where there is none. */
  static @Nullable SqlTable of(OnlineRecord record) {
    SqlName name = SqlName.parse(record.publication().sqlName());
    return name == null ? null : new SqlTable(record, name);
  }

  private SqlTable(OnlineRecord record, SqlName name) {
    Layout layout = Layout.read(record.layout());
    this.record = record;
    this.name = name;
    this.keys = layout.keyColumns();
    this.time = layout.timeColumn();
    this.others = layout.payloadSchema().columns();
    this.codec = new PayloadCodec(layout.payloadSchema());
  }

  /** Makes the table of a generation that nobody sees yet. */
  void create(Tx tx, long generation) {
    tx.update("CREATE SCHEMA IF NOT EXISTS " + name.schema());
    tx.update("DROP TABLE IF EXISTS " + name.hidden(generation));
    String columns =
        Stream.concat(
                keys.stream().map(key -> definition(key) + " NOT NULL"),
                others.stream().map(SqlTable::definition))
            .collect(Collectors.joining(", "));
    tx.update(
        "CREATE TABLE "
            + name.hidden(generation)
            + " ("
            + columns
            + ", CONSTRAINT "
            + SqlName.quoted("online_" + record.tableNo() + "_" + generation)
            + " PRIMARY KEY ("
            + keys.stream().map(SqlTable::quoted).collect(Collectors.joining(", "))
            + "))");
    tx.update(
        "COMMENT ON TABLE "
            + name.hidden(generation)
            + " IS "
            + SqlName.literal(
                "Online table "
                    + record.name()
                    + " of feature table "
                    + record.sourceTable()
                    + ", written by Mudbrick: changes made here are lost"));
    if (tx.exists("SELECT 1 FROM pg_roles WHERE rolname = ?", READERS)) {
      tx.update("GRANT USAGE ON SCHEMA " + name.schema() + " TO " + READERS);
      tx.update("GRANT SELECT ON " + name.hidden(generation) + " TO " + READERS);
    }
  }

  /** Writes rows to a generation that nobody sees yet. */
  void fill(Tx tx, long generation, Collection<Map.Entry<KeyBytes, Row>> rows) {
    tx.batch(upsert(name.hidden(generation)), values(rows));
  }

  /** Puts a generation in the place of the one that is seen. */
  void show(Tx tx, long generation) {
    tx.update(PATIENCE);
    tx.update("DROP TABLE IF EXISTS " + name.qualified());
    tx.update("ALTER TABLE " + name.hidden(generation) + " RENAME TO " + name.table());
    tx.update(NO_PATIENCE);
  }

  /** Changes what is seen. */
  void apply(Tx tx, ChangeLoad.Changes changes) {
    List<@Nullable Object[]> gone = new ArrayList<>();
    for (KeyBytes key : changes.gone()) {
      gone.add(key(key).toArray());
    }
    tx.batch(
        "DELETE FROM "
            + name.qualified()
            + " WHERE "
            + keys.stream()
                .map(key -> quoted(key) + " = " + place(key))
                .collect(Collectors.joining(" AND ")),
        gone);
    tx.batch(upsert(name.qualified()), values(changes.rows().entrySet()));
  }

  void drop(Tx tx) {
    tx.update(PATIENCE);
    tx.update("DROP TABLE IF EXISTS " + name.qualified());
    tx.update("DROP TABLE IF EXISTS " + name.hidden(record.generation() + 1));
    tx.update(NO_PATIENCE);
  }

  private String upsert(String table) {
    List<Column> all = new ArrayList<>(keys);
    all.addAll(others);
    String set =
        others.stream()
            .map(column -> quoted(column) + " = excluded." + quoted(column))
            .collect(Collectors.joining(", "));
    return "INSERT INTO "
        + table
        + " AS t ("
        + all.stream().map(SqlTable::quoted).collect(Collectors.joining(", "))
        + ") VALUES ("
        + all.stream().map(SqlTable::place).collect(Collectors.joining(", "))
        + ") ON CONFLICT ("
        + keys.stream().map(SqlTable::quoted).collect(Collectors.joining(", "))
        + ") DO "
        + (others.isEmpty() ? "NOTHING" : "UPDATE SET " + set)
        + (time == null ? "" : " WHERE excluded." + quoted(time) + " >= t." + quoted(time));
  }

  private List<@Nullable Object[]> values(Collection<Map.Entry<KeyBytes, Row>> rows) {
    List<@Nullable Object[]> values = new ArrayList<>(rows.size());
    for (Map.Entry<KeyBytes, Row> row : rows) {
      List<@Nullable Object> cells = new ArrayList<>(key(row.getKey()));
      @Nullable Object[] payload = codec.decode(row.getValue().payload());
      for (int c = 0; c < payload.length; c++) {
        cells.add(bound(others.get(c), payload[c]));
      }
      values.add(cells.toArray());
    }
    return values;
  }

  private List<@Nullable Object> key(KeyBytes key) {
    List<@Nullable Object> cells = new ArrayList<>();
    Map<String, Object> values = KeyBytes.values(keys, key.bytes());
    for (Column column : keys) {
      cells.add(bound(column, values.get(column.name())));
    }
    return cells;
  }

  private static @Nullable Object bound(Column column, @Nullable Object value) {
    if (value instanceof Instant instant) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
    if (value instanceof LocalDateTime local) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, local.toInstant(ZoneOffset.UTC));
    }
    if (value instanceof Byte || value instanceof Short) {
      return ((Number) value).intValue();
    }
    boolean nested = column.type().storage() == ColumnType.Storage.NESTED;
    return nested && value != null ? NestedJson.write(value) : value;
  }

  private static String definition(Column column) {
    return quoted(column) + " " + type(column.type());
  }

  private static String type(ColumnType type) {
    return switch (type.storage()) {
      case BOOLEANS -> "boolean";
      case INTS ->
          switch ((ColumnType.Primitive) type) {
            case BYTE, SHORT -> "smallint";
            case DATE -> "date";
            default -> "integer";
          };
      case LONGS ->
          switch ((ColumnType.Primitive) type) {
            case TIMESTAMP -> "timestamptz";
            case TIMESTAMP_NTZ -> "timestamp";
            default -> "bigint";
          };
      case FLOATS -> "real";
      case DOUBLES -> "double precision";
      case STRINGS -> "text";
      case BINARIES -> "bytea";
      case DECIMALS ->
          "numeric(%d, %d)"
              .formatted(
                  ((ColumnType.Decimal) type).precision(), ((ColumnType.Decimal) type).scale());
      case NESTED -> "json";
    };
  }

  /** Where a value of the column goes: the driver binds numbers, texts and bytes as such. */
  private static String place(Column column) {
    return switch (type(column.type())) {
      case "boolean" -> "(CAST(? AS integer) <> 0)";
      case "timestamptz" -> "(timestamptz 'epoch' + CAST(? AS bigint) * interval '1 microsecond')";
      case "timestamp" -> "(timestamp 'epoch' + CAST(? AS bigint) * interval '1 microsecond')";
      default -> "CAST(? AS " + type(column.type()) + ")";
    };
  }

  private static String quoted(Column column) {
    return SqlName.quoted(column.name());
  }
}
