package io.mudbrick.catalog.internal.definition;

import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog keeps of a table's shape, so that listing tables opens none. The columns are a
 * copy of what the Delta log says, renewed with every write through the catalog that adds some.
 */
public record TableDefinition(
    List<Field> columns,
    List<String> partitionColumns,
    List<String> primaryKey,
    @Nullable String timeseriesColumn,
    @Nullable String keyName,
    @Nullable Boolean keyRely) {

  /** A column as JSON holds it. */
  public record Field(String name, String type, boolean nullable, @Nullable String comment) {
    static Field of(Column column) {
      return new Field(
          column.name(), column.type().deltaName(), column.nullable(), column.comment());
    }

    Column column() {
      return new Column(name, ColumnType.parse(type), nullable, comment);
    }
  }

  private static final int MOST_READ = 1_000;

  /** What texts said: the same few are read for every call. */
  private static final Map<String, TableDefinition> READ = new ConcurrentHashMap<>();

  public TableDefinition {
    columns = List.copyOf(columns);
    partitionColumns = List.copyOf(partitionColumns);
    primaryKey = List.copyOf(primaryKey);
  }

  /** The definition of a new table; columns of its key are required. */
  public static TableDefinition of(TableSpec spec) {
    List<String> key = Keys.checked(spec.schema(), spec.primaryKey(), spec.timeseriesColumn());
    List<Field> columns =
        spec.schema().columns().stream()
            .map(
                c ->
                    key.contains(c.name()) ? new Column(c.name(), c.type(), false, c.comment()) : c)
            .map(Field::of)
            .toList();
    return new TableDefinition(
        columns,
        spec.schema().select(spec.partitionColumns()).names(),
        key,
        Keys.timeseries(spec.schema(), spec.timeseriesColumn()),
        spec.primaryKeyName(),
        spec.primaryKeyRely() ? true : null);
  }

  public static TableDefinition read(String json) {
    TableDefinition kept = READ.get(json);
    if (kept == null) {
      kept = Json.read(json, TableDefinition.class);
      if (READ.size() >= MOST_READ) {
        READ.clear();
      }
      READ.put(json, kept);
    }
    return kept;
  }

  public String json() {
    return Json.write(this);
  }

  public Schema schema() {
    return Schema.of(columns.stream().map(Field::column).toList());
  }

  /** This definition with the columns that the table now has. */
  public TableDefinition withSchema(Schema schema) {
    return new TableDefinition(
        schema.columns().stream().map(Field::of).toList(),
        partitionColumns,
        primaryKey,
        timeseriesColumn,
        keyName,
        keyRely);
  }

  /**
   * This definition with a key, whose columns must be there.
   *
   * @param name null for the one that is made from the table's
   */
  public TableDefinition withKey(
      @Nullable String name, List<String> key, @Nullable String timeseries, boolean rely) {
    return new TableDefinition(
        columns,
        partitionColumns,
        Keys.checked(schema(), key, timeseries),
        Keys.timeseries(schema(), timeseries),
        name,
        rely ? true : null);
  }
}
