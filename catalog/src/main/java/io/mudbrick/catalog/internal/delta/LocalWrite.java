package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.IsolationLevel;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.catalog.delta.TableWrite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Writes to a table in a local directory. */
final class LocalWrite implements TableWrite {
  private final Committer committer;
  private final DataFiles data;
  private final AutoCompaction compaction;
  private final WriteSettings settings;
  private final boolean addingColumns;

  LocalWrite(
      Committer committer,
      DataFiles data,
      AutoCompaction compaction,
      WriteSettings settings,
      boolean addingColumns) {
    this.committer = committer;
    this.data = data;
    this.compaction = compaction;
    this.settings = settings;
    this.addingColumns = addingColumns;
  }

  private LocalWrite with(WriteSettings other) {
    return new LocalWrite(committer, data, compaction, other, addingColumns);
  }

  @Override
  public TableWrite transaction(String application, long version) {
    return with(settings.withTransaction(new Committer.Transaction(application, version)));
  }

  @Override
  public TableWrite addingColumns() {
    return new LocalWrite(committer, data, compaction, settings, true);
  }

  @Override
  public TableWrite basedOn(TableRead read) {
    if (!(read instanceof LocalRead local) || !local.directory().equals(data.directory())) {
      throw DeltaErrors.readOfAnotherTable(data.directory());
    }
    return with(settings.basedOn(local));
  }

  @Override
  public TableWrite basedOn(long version) {
    return with(settings.basedOn(version));
  }

  @Override
  public TableWrite isolation(IsolationLevel level) {
    return with(settings.isolated(level));
  }

  @Override
  public CommitResult append(ColumnBatch rows) {
    return append(schema -> rows);
  }

  @Override
  public CommitResult append(Collection<Row> rows) {
    return append(schema -> batch(schema, rows));
  }

  private CommitResult append(Function<Schema, ColumnBatch> source) {
    return compaction.after(
        committer.append(
            settings,
            basis -> {
              Change change = new Change("WRITE").parameter("mode", "Append");
              change.parameter("partitionBy", Json.of(basis.partitionColumns()));
              ColumnBatch rows = fit(basis, change, source);
              write(basis, change, rows);
              change.inserted = rows.size();
              return change;
            }));
  }

  @Override
  public CommitResult overwrite(ColumnBatch rows) {
    return rewrite(basis -> overwrite(basis, schema -> rows));
  }

  @Override
  public CommitResult overwrite(Collection<Row> rows) {
    return rewrite(basis -> overwrite(basis, schema -> batch(schema, rows)));
  }

  private Change overwrite(Basis basis, Function<Schema, ColumnBatch> source) {
    Change change = new Change("WRITE").parameter("mode", "Overwrite");
    change.parameter("partitionBy", Json.of(basis.partitionColumns()));
    ColumnBatch rows = fit(basis, change, source);
    for (AddFile file : basis.readAll()) {
      change.removed.add(file);
      change.deleted += data.count(file);
    }
    write(basis, change, rows);
    change.inserted = rows.size();
    return change;
  }

  @Override
  public CommitResult appendAll(Iterable<ColumnBatch> batches) {
    return compaction.after(
        committer.append(
            settings,
            basis -> {
              Change change = new Change("WRITE").parameter("mode", "Append");
              change.parameter("partitionBy", Json.of(basis.partitionColumns()));
              writeAll(basis, change, batches);
              return change;
            }));
  }

  @Override
  public CommitResult overwriteAll(Iterable<ColumnBatch> batches) {
    return rewrite(
        basis -> {
          Change change = new Change("WRITE").parameter("mode", "Overwrite");
          change.parameter("partitionBy", Json.of(basis.partitionColumns()));
          for (AddFile file : basis.readAll()) {
            change.removed.add(file);
            change.deleted += data.count(file);
          }
          writeAll(basis, change, batches);
          return change;
        });
  }

  /** Small batches are joined first: a file for each would be slow to read. */
  private void writeAll(Basis basis, Change change, Iterable<ColumnBatch> batches) {
    boolean done = false;
    try {
      List<ColumnBatch> waiting = new ArrayList<>();
      int rows = 0;
      for (ColumnBatch batch : batches) {
        if (!waiting.isEmpty()
            && (rows + batch.size() > DataFiles.ROWS_PER_FILE
                || !waiting.get(0).schema().equals(batch.schema()))) {
          writeJoined(basis, change, waiting);
          rows = 0;
        }
        waiting.add(batch);
        rows += batch.size();
      }
      writeJoined(basis, change, waiting);
      done = true;
    } finally {
      if (!done) {
        data.discard(change.added);
      }
    }
  }

  private void writeJoined(Basis basis, Change change, List<ColumnBatch> waiting) {
    if (!waiting.isEmpty()) {
      ColumnBatch joined = Batches.concat(waiting.get(0).schema(), waiting);
      ColumnBatch rows = fit(basis, change, schema -> joined);
      write(basis, change, rows);
      change.inserted += rows.size();
      waiting.clear();
    }
  }

  @Override
  public CommitResult upsert(ColumnBatch rows, Collection<String> keyColumns) {
    return rewrite(basis -> upsert(basis, schema -> rows, keyColumns));
  }

  @Override
  public CommitResult upsert(Collection<Row> rows, Collection<String> keyColumns) {
    return rewrite(basis -> upsert(basis, schema -> batch(schema, rows), keyColumns));
  }

  private Change upsert(
      Basis basis, Function<Schema, ColumnBatch> source, Collection<String> keyColumns) {
    Change change = merge(keyColumns);
    ColumnBatch rows = fit(basis, change, source);
    KeyMatcher keys = KeyMatcher.ofUnique(rows, keyColumns);
    if (rows.size() > 0) {
      Rewrite rewrite = new Rewrite(basis, change, data, rows.schema());
      long matched = rewrite.replace(keys, rewrite.nothing());
      rewrite.write(rows);
      change.updated = Math.min(matched, rows.size());
      change.metric("numTargetRowsCopied", rewrite.copied());
    }
    change.inserted = rows.size() - change.updated;
    change.metric("numSourceRows", rows.size());
    return change;
  }

  @Override
  public CommitResult updateByKey(ColumnBatch rows, Collection<String> keyColumns) {
    return rewrite(basis -> updateByKey(basis, rows, keyColumns));
  }

  @Override
  public CommitResult updateByKey(Collection<Row> rows, Collection<String> keyColumns) {
    return rewrite(
        basis -> updateByKey(basis, batch(basis.schema().select(keyColumns), rows), keyColumns));
  }

  private Change updateByKey(Basis basis, ColumnBatch rows, Collection<String> keyColumns) {
    Change change = merge(keyColumns);
    Schema table = basis.schema();
    ColumnBatch fitted = Batches.fit(rows, table.select(rows.schema().names()));
    KeyMatcher keys = KeyMatcher.ofUnique(fitted, keyColumns);
    if (rows.size() > 0) {
      Rewrite rewrite = new Rewrite(basis, change, data, table);
      change.updated = rewrite.replace(keys, matched -> keys.patch(matched, fitted));
      rewrite.write(ColumnBatch.empty(table));
      change.metric("numTargetRowsCopied", rewrite.copied());
    }
    change.metric("numSourceRows", rows.size());
    return change;
  }

  private static Change merge(Collection<String> keyColumns) {
    return new Change("MERGE").parameter(ChangeRows.KEY_COLUMNS, Json.of(keyColumns));
  }

  @Override
  public CommitResult update(Predicate<Row> predicate, UnaryOperator<Row> changed) {
    return update("(in Java)", basis -> new PredicateMatcher(basis.schema(), predicate), changed);
  }

  @Override
  public CommitResult update(Filter filter, UnaryOperator<Row> changed) {
    return update(FilterText.of(filter), basis -> FilterMatcher.of(filter, basis), changed);
  }

  private CommitResult update(
      String condition, Function<Basis, RowMatcher> matcher, UnaryOperator<Row> changed) {
    return rewrite(
        basis -> {
          Change change = new Change("UPDATE").parameter("predicate", condition);
          Schema table = basis.schema();
          Rewrite rewrite = new Rewrite(basis, change, data, table);
          change.updated =
              rewrite.replace(
                  matcher.apply(basis),
                  rows -> batch(table, rows.toRows().stream().map(changed).toList()));
          rewrite.write(ColumnBatch.empty(table));
          change.metric("numCopiedRows", rewrite.copied());
          return change;
        });
  }

  @Override
  public CommitResult deleteByKey(ColumnBatch keys) {
    return rewrite(
        basis -> {
          List<String> names = keys.schema().names();
          Change change = new Change("DELETE").parameter(ChangeRows.KEY_COLUMNS, Json.of(names));
          ColumnBatch fitted = Batches.fit(keys, basis.schema().select(names));
          return delete(basis, change, KeyMatcher.of(fitted, names));
        });
  }

  @Override
  public CommitResult deleteByKey(List<Row> keys) {
    return keys.isEmpty()
        ? rewrite(basis -> new Change("DELETE"))
        : deleteByKey(ColumnBatch.ofRows(keys.get(0).schema(), keys));
  }

  @Override
  public CommitResult delete(Predicate<Row> predicate) {
    return rewrite(
        basis -> {
          Change change = new Change("DELETE").parameter("predicate", "(in Java)");
          return delete(basis, change, new PredicateMatcher(basis.schema(), predicate));
        });
  }

  @Override
  public CommitResult delete(Filter filter) {
    return rewrite(
        basis -> {
          Change change = new Change("DELETE").parameter("predicate", FilterText.of(filter));
          return delete(basis, change, FilterMatcher.of(filter, basis));
        });
  }

  private Change delete(Basis basis, Change change, RowMatcher matcher) {
    Rewrite rewrite = new Rewrite(basis, change, data, basis.schema());
    change.deleted = rewrite.replace(matcher, rewrite.nothing());
    rewrite.write(ColumnBatch.empty(basis.schema()));
    change.metric("numCopiedRows", rewrite.copied());
    return change;
  }

  /** Adds columns without rows. */
  CommitResult addColumns(List<Column> columns) {
    return committer.append(
        settings,
        basis -> {
          Change change = new Change("ADD COLUMNS");
          change.parameter("columns", columns.stream().map(Column::name).toList().toString());
          for (Column column : columns) {
            if (!column.nullable()) {
              throw DeltaErrors.newColumnRequired(column);
            }
          }
          if (!columns.isEmpty()) {
            change.metadata = evolved(basis.metadata(), basis.schema().plus(columns));
          }
          return change;
        });
  }

  /** Other columns, and all rows with them. */
  CommitResult retype(Schema wanted, UnaryOperator<Row> converted) {
    return rewrite(
        basis -> {
          Change change = new Change("WRITE").parameter("mode", "Overwrite");
          change.parameter("partitionBy", Json.of(basis.partitionColumns()));
          if (!basis.schema().equals(wanted)) {
            change.metadata = evolved(basis.metadata(), wanted);
            for (AddFile file : basis.readAll()) {
              ColumnBatch rows = data.read(file, basis.schema(), basis.partitionColumns());
              change.removed.add(file);
              change.deleted += rows.size();
              change.inserted += rows.size();
              write(basis, change, batch(wanted, rows.toRows().stream().map(converted).toList()));
            }
          }
          return change;
        });
  }

  private CommitResult rewrite(Function<Basis, Change> build) {
    return compaction.after(committer.rewrite(settings, build));
  }

  private void write(Basis basis, Change change, ColumnBatch rows) {
    change.added.addAll(data.write(rows, basis.partitionColumns(), basis.version()));
  }

  /** The rows with the columns of the table, to which missing ones are added if that was asked. */
  private ColumnBatch fit(Basis basis, Change change, Function<Schema, ColumnBatch> source) {
    Schema table = change.metadata == null ? basis.schema() : LogSchema.of(change.metadata);
    ColumnBatch rows = source.apply(table);
    if (addingColumns) {
      Schema wider = SchemaMerge.of(table, rows.schema());
      if (!wider.equals(table)) {
        change.metadata = evolved(basis.metadata(), wider);
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
