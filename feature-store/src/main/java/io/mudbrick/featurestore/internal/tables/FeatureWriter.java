package io.mudbrick.featurestore.internal.tables;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.featurestore.WriteResult;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.join.TableIndex;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Lock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes rows to feature tables, one writer a table at a time. Thread-safe. */
public final class FeatureWriter {
  private final Database database;
  private final Listener listener;

  /** Is told what was written. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param everything whether the version holds these rows and no others
     */
    void wrote(
        String metastore, FeatureTable table, ColumnBatch rows, long version, boolean everything);
  }

  public FeatureWriter(Database database, Listener listener) {
    this.database = database;
    this.listener = listener;
  }

  /** Makes a table of these rows, or none. */
  public FeatureTable create(FeatureTables tables, FeatureTableSpec spec, ColumnBatch rows) {
    List<Column> further =
        rows.schema().columns().stream()
            .filter(column -> !spec.schema().contains(column.name()))
            .toList();
    FeatureTable made =
        tables.create(
            new FeatureTableSpec(
                spec.name(),
                spec.schema().plus(further),
                spec.primaryKeys(),
                spec.timeseriesColumn(),
                spec.description(),
                spec.tags()));
    try {
      write(tables, made, rows, WriteMode.OVERWRITE);
      return made;
    } catch (PlatformException e) {
      throw tables.discarded(made.name(), e);
    }
  }

  public WriteResult write(
      FeatureTables tables, FeatureTable table, ColumnBatch rows, WriteMode mode) {
    DeltaTable delta = tables.open(table);
    Schema current = delta.schema();
    checkColumns(table, current, rows.schema());
    KeyCheck.check(table, rows);
    ColumnBatch written = addingNullable(current, rows);
    List<String> added =
        written.schema().names().stream().filter(name -> !current.contains(name)).toList();
    // Filling in what a merge leaves out reads first and writes then: nobody may come between.
    CommitResult result;
    Lock lock = lock(table);
    try {
      result =
          mode == WriteMode.OVERWRITE
              ? delta.write().addingColumns().overwrite(written)
              : delta
                  .write()
                  .addingColumns()
                  .upsert(completed(tables, table, delta, written), table.primaryKeys());
    } finally {
      lock.close();
    }
    if (result.applied()) {
      boolean everything =
          mode == WriteMode.OVERWRITE && written.schema().size() == current.size() + added.size();
      listener.wrote(tables.metastore(), table, written, result.version(), everything);
    }
    return new WriteResult(result.version(), result.inserted(), result.updated(), added);
  }

  /** Held by whoever writes to a table. */
  public Lock lock(FeatureTable table) {
    return database.lock("feature-table/" + table.id());
  }

  /** Rows as columns of the table's types, so that an int may stand for a bigint. */
  public static ColumnBatch columns(DeltaTable delta, Collection<Row> rows) {
    Schema current = delta.schema();
    if (rows.isEmpty()) {
      return ColumnBatch.empty(current);
    }
    List<Column> columns = new ArrayList<>();
    for (Column column : rows.iterator().next().schema().columns()) {
      Column known = current.find(column.name());
      columns.add(known == null ? column : known);
    }
    return ColumnBatch.ofRows(Schema.of(columns), rows);
  }

  static void checkColumns(FeatureTable table, Schema current, Schema given) {
    for (String key : table.primaryKeys()) {
      if (!given.contains(key)) {
        throw FeatureStoreErrors.missingKeyColumn(table.name(), key);
      }
    }
    for (Column column : current.columns()) {
      Column own = given.find(column.name());
      if (own != null && !own.type().equals(column.type())) {
        throw FeatureStoreErrors.columnType(table.name(), column, own.type());
      }
      if (own == null && table.timeseriesColumn() != null) {
        throw FeatureStoreErrors.sparseWrite(table.name(), column.name());
      }
    }
  }

  static ColumnBatch addingNullable(Schema current, ColumnBatch rows) {
    List<Column> columns = new ArrayList<>();
    for (Column column : rows.schema().columns()) {
      Column known = current.find(column.name());
      columns.add(
          known == null ? new Column(column.name(), column.type(), true, column.comment()) : known);
    }
    return ColumnBatch.of(Schema.of(columns), rows.columns());
  }

  /** A merge changes the columns that it brings: the others keep the values they have. */
  private static ColumnBatch completed(
      FeatureTables tables, FeatureTable table, DeltaTable delta, ColumnBatch rows) {
    List<String> missing =
        delta.schema().names().stream().filter(name -> !rows.schema().contains(name)).toList();
    if (missing.isEmpty() || delta.version() == 0) {
      return rows;
    }
    List<String> columns = new ArrayList<>(table.primaryKeys());
    columns.addAll(missing);
    ColumnBatch old = delta.read().columns(columns).toColumns();
    // Or what a mask shows would be written where the values are. Asked once they are read: a mask
    // that came before did what it does.
    tables.requireShown(table, missing);
    int[] positions = new TableIndex(keys(table, old), null).find(keys(table, rows));
    ColumnBatch complete = rows;
    for (String name : missing) {
      complete = complete.with(old.schema().column(name), old.column(name).take(positions));
    }
    return complete;
  }

  private static List<ColumnVector> keys(FeatureTable table, ColumnBatch batch) {
    return table.primaryKeys().stream().map(batch::column).toList();
  }
}
