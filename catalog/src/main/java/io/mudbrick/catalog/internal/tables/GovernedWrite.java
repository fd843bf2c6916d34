package io.mudbrick.catalog.internal.tables;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.IsolationLevel;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.catalog.delta.TableWrite;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A write behind a gate, which is asked again when it is really made. Who looks for rows by a
 * condition learns what they hold, and so must be one who may read them.
 */
record GovernedWrite(DeltaTable table, TableWrite write, TableGate gate) implements TableWrite {

  @Override
  public TableWrite transaction(String application, long version) {
    return new GovernedWrite(table, write.transaction(application, version), gate);
  }

  @Override
  public TableWrite addingColumns() {
    return new GovernedWrite(table, write.addingColumns(), gate);
  }

  @Override
  public TableWrite basedOn(TableRead read) {
    TableRead seen = read instanceof GovernedRead governed ? governed.raw() : read;
    return new GovernedWrite(table, write.basedOn(seen), gate);
  }

  @Override
  public TableWrite basedOn(long version) {
    return new GovernedWrite(table, write.basedOn(version), gate);
  }

  @Override
  public TableWrite isolation(IsolationLevel level) {
    return new GovernedWrite(table, write.isolation(level), gate);
  }

  @Override
  public CommitResult append(ColumnBatch rows) {
    return commit(hidden -> write.append(rows));
  }

  @Override
  public CommitResult overwrite(ColumnBatch rows) {
    return gated(MaskedWrite::requireAllRows, w -> w.overwrite(rows));
  }

  @Override
  public CommitResult upsert(ColumnBatch rows, Collection<String> keyColumns) {
    return gated(hidden -> hidden.requireKey(keyColumns), w -> w.upsert(rows, keyColumns));
  }

  @Override
  public CommitResult updateByKey(ColumnBatch rows, Collection<String> keyColumns) {
    return gated(hidden -> hidden.requireKey(keyColumns), w -> w.updateByKey(rows, keyColumns));
  }

  @Override
  public CommitResult updateByKey(Collection<Row> rows, Collection<String> keyColumns) {
    return gated(hidden -> hidden.requireKey(keyColumns), w -> w.updateByKey(rows, keyColumns));
  }

  @Override
  public CommitResult update(Predicate<Row> predicate, UnaryOperator<Row> change) {
    gate.read();
    return commit(hidden -> write.update(hidden.seen(predicate), hidden.changed(change)));
  }

  @Override
  public CommitResult deleteByKey(ColumnBatch keys) {
    return gated(hidden -> hidden.requireKey(keys.schema().names()), w -> w.deleteByKey(keys));
  }

  @Override
  public CommitResult update(Filter filter, UnaryOperator<Row> change) {
    gate.read();
    return commit(hidden -> hidden.update(write, filter, change));
  }

  @Override
  public CommitResult delete(Filter filter) {
    gate.read();
    return commit(hidden -> hidden.delete(write, filter));
  }

  @Override
  public CommitResult delete(Predicate<Row> predicate) {
    gate.read();
    return commit(hidden -> write.delete(hidden.seen(predicate)));
  }

  @Override
  public CommitResult appendAll(Iterable<ColumnBatch> batches) {
    return commit(hidden -> write.appendAll(batches));
  }

  @Override
  public CommitResult overwriteAll(Iterable<ColumnBatch> batches) {
    return gated(MaskedWrite::requireAllRows, w -> w.overwriteAll(batches));
  }

  @Override
  public CommitResult append(Collection<Row> rows) {
    return commit(hidden -> write.append(rows));
  }

  @Override
  public CommitResult overwrite(Collection<Row> rows) {
    return gated(MaskedWrite::requireAllRows, w -> w.overwrite(rows));
  }

  @Override
  public CommitResult upsert(Collection<Row> rows, Collection<String> keyColumns) {
    return gated(hidden -> hidden.requireKey(keyColumns), w -> w.upsert(rows, keyColumns));
  }

  @Override
  public CommitResult deleteByKey(List<Row> keys) {
    List<String> columns = keys.isEmpty() ? List.of() : keys.get(0).schema().names();
    return gated(hidden -> hidden.requireKey(columns), w -> w.deleteByKey(keys));
  }

  private CommitResult gated(
      Consumer<MaskedWrite> rule, Function<TableWrite, CommitResult> commit) {
    return commit(
        hidden -> {
          rule.accept(hidden);
          return commit.apply(write);
        });
  }

  private CommitResult commit(Function<MaskedWrite, CommitResult> commit) {
    gate.write();
    CommitResult result = commit.apply(MaskedWrite.of(gate, table.schema()));
    gate.columnsMayHaveChanged(table.schema());
    return result;
  }
}
