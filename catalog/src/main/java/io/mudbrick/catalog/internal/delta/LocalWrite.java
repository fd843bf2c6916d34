package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.data.CloseableIterator;
import io.delta.standalone.expressions.Literal;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableWrite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes to a table in a local directory. */
final class LocalWrite implements TableWrite {
  private final Committer committer;
  private final DataFiles data;
  private final Committer.@Nullable Transaction transaction;
  private final boolean addingColumns;

  LocalWrite(Committer committer, DataFiles data) {
    this(committer, data, null, false);
  }

  private LocalWrite(
      Committer committer,
      DataFiles data,
      Committer.@Nullable Transaction transaction,
      boolean addingColumns) {
    this.committer = committer;
    this.data = data;
    this.transaction = transaction;
    this.addingColumns = addingColumns;
  }

  @Override
  public TableWrite transaction(String application, long version) {
    return new LocalWrite(
        committer, data, new Committer.Transaction(application, version), addingColumns);
  }

  @Override
  public TableWrite addingColumns() {
    return new LocalWrite(committer, data, transaction, true);
  }

  @Override
  public CommitResult append(ColumnBatch rows) {
    return committer.append(transaction, txn -> append(txn, schema -> rows));
  }

  @Override
  public CommitResult append(Collection<Row> rows) {
    return committer.append(transaction, txn -> append(txn, schema -> batch(schema, rows)));
  }

  private Change append(OptimisticTransaction txn, Function<Schema, ColumnBatch> source) {
    Change change = new Change(Operation.Name.WRITE).parameter("mode", "Append");
    ColumnBatch rows = fit(txn, change, source);
    write(txn, change, rows);
    change.inserted = rows.size();
    return change;
  }

  @Override
  public CommitResult overwrite(ColumnBatch rows) {
    return committer.rewrite(transaction, txn -> overwrite(txn, schema -> rows));
  }

  @Override
  public CommitResult overwrite(Collection<Row> rows) {
    return committer.rewrite(transaction, txn -> overwrite(txn, schema -> batch(schema, rows)));
  }

  private Change overwrite(OptimisticTransaction txn, Function<Schema, ColumnBatch> source) {
    Change change = new Change(Operation.Name.WRITE).parameter("mode", "Overwrite");
    ColumnBatch rows = fit(txn, change, source);
    for (AddFile file : readFiles(txn)) {
      change.removed.add(file);
      change.deleted += data.count(file);
    }
    write(txn, change, rows);
    change.inserted = rows.size();
    return change;
  }

  @Override
  public CommitResult upsert(ColumnBatch rows, Collection<String> keyColumns) {
    return committer.rewrite(transaction, txn -> upsert(txn, schema -> rows, keyColumns));
  }

  @Override
  public CommitResult upsert(Collection<Row> rows, Collection<String> keyColumns) {
    return committer.rewrite(
        transaction, txn -> upsert(txn, schema -> batch(schema, rows), keyColumns));
  }

  private Change upsert(
      OptimisticTransaction txn,
      Function<Schema, ColumnBatch> source,
      Collection<String> keyColumns) {
    Change change = new Change(Operation.Name.MERGE).parameter("keyColumns", Json.of(keyColumns));
    ColumnBatch rows = fit(txn, change, source);
    KeyMatcher keys = KeyMatcher.ofUnique(rows, keyColumns);
    long matched = rows.size() == 0 ? 0 : rewrite(txn, change, keys, rows);
    change.updated = Math.min(matched, rows.size());
    change.inserted = rows.size() - change.updated;
    return change;
  }

  @Override
  public CommitResult deleteByKey(ColumnBatch keys) {
    return committer.rewrite(transaction, txn -> deleteByKey(txn, keys));
  }

  @Override
  public CommitResult deleteByKey(List<Row> keys) {
    return keys.isEmpty()
        ? committer.rewrite(transaction, txn -> new Change(Operation.Name.DELETE))
        : deleteByKey(ColumnBatch.ofRows(keys.get(0).schema(), keys));
  }

  private Change deleteByKey(OptimisticTransaction txn, ColumnBatch keys) {
    List<String> names = keys.schema().names();
    Change change = new Change(Operation.Name.DELETE).parameter("keyColumns", Json.of(names));
    Schema table = LogSchema.of(txn.metadata());
    ColumnBatch fitted = Batches.fit(keys, table.select(names));
    change.deleted = rewrite(txn, change, KeyMatcher.of(fitted, names), ColumnBatch.empty(table));
    return change;
  }

  @Override
  public CommitResult delete(Predicate<Row> predicate) {
    return committer.rewrite(
        transaction,
        txn -> {
          Change change = new Change(Operation.Name.DELETE).parameter("predicate", "(in Java)");
          Schema table = LogSchema.of(txn.metadata());
          change.deleted =
              rewrite(
                  txn, change, new PredicateMatcher(table, predicate), ColumnBatch.empty(table));
          return change;
        });
  }

  /** Adds columns without rows. */
  CommitResult addColumns(List<Column> columns) {
    return committer.append(
        transaction,
        txn -> {
          Change change = new Change(Operation.Name.ADD_COLUMNS);
          change.parameter("columns", columns.stream().map(Column::name).toList().toString());
          Schema table = LogSchema.of(txn.metadata());
          for (Column column : columns) {
            if (!column.nullable()) {
              throw DeltaErrors.newColumnRequired(column);
            }
          }
          if (!columns.isEmpty()) {
            change.metadata = evolved(txn.metadata(), table.plus(columns));
          }
          return change;
        });
  }

  /** Replaces the files that hold matching rows; returns how many rows matched. */
  private long rewrite(
      OptimisticTransaction txn, Change change, RowMatcher matcher, ColumnBatch newRows) {
    Schema schema = newRows.schema();
    List<String> partitions = txn.metadata().getPartitionColumns();
    Schema keySchema = schema.select(matcher.columns());
    List<ColumnBatch> parts = new ArrayList<>();
    long matched = 0;
    for (AddFile file : readFiles(txn)) {
      if (!matcher.mayMatch(FileStats.parse(file.getStats()))) {
        continue;
      }
      int[] rest = remaining(matcher.matches(data.read(file, keySchema, partitions)));
      long rows = data.count(file);
      if (rest.length < rows) {
        matched += rows - rest.length;
        change.removed.add(file);
        if (rest.length > 0) {
          parts.add(data.read(file, schema, partitions).take(rest));
        }
      }
    }
    parts.add(newRows);
    write(txn, change, Batches.concat(schema, parts));
    return matched;
  }

  private static int[] remaining(boolean[] matches) {
    int[] rest = new int[matches.length];
    int count = 0;
    for (int row = 0; row < matches.length; row++) {
      if (!matches[row]) {
        rest[count++] = row;
      }
    }
    return Arrays.copyOf(rest, count);
  }

  /** All files; the commit fails when somebody else adds or removes one before it. */
  static List<AddFile> readFiles(OptimisticTransaction txn) {
    List<AddFile> files = new ArrayList<>();
    try (CloseableIterator<AddFile> all = txn.markFilesAsRead(Literal.True).getFiles()) {
      all.forEachRemaining(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LocalRead.inOrder(files);
  }

  private void write(OptimisticTransaction txn, Change change, ColumnBatch rows) {
    change.added.addAll(data.write(rows, txn.metadata().getPartitionColumns(), txn.readVersion()));
  }

  /** The rows with the columns of the table, to which missing ones are added if that was asked. */
  private ColumnBatch fit(
      OptimisticTransaction txn, Change change, Function<Schema, ColumnBatch> source) {
    Schema table = LogSchema.of(txn.metadata());
    ColumnBatch rows = source.apply(table);
    if (addingColumns) {
      List<Column> further =
          rows.schema().columns().stream()
              .filter(column -> !table.contains(column.name()))
              .map(column -> new Column(column.name(), column.type(), true, column.comment()))
              .toList();
      if (!further.isEmpty()) {
        Schema wider = table.plus(further);
        change.metadata = evolved(txn.metadata(), wider);
        return Batches.fit(rows, wider);
      }
    }
    return Batches.fit(rows, table);
  }

  private static Metadata evolved(Metadata metadata, Schema schema) {
    LogSchema.checkNames(schema);
    return metadata.copyBuilder().schema(LogSchema.toLog(schema)).build();
  }

  /** Rows of the table's schema, or else of the first row's. */
  private static ColumnBatch batch(Schema table, Collection<Row> rows) {
    Schema schema = rows.isEmpty() ? table : rows.iterator().next().schema();
    return ColumnBatch.ofRows(schema, rows);
  }
}
