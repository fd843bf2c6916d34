package io.mudbrick.catalog.internal.tables;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableChanges;
import java.util.Collection;
import java.util.stream.Stream;

/** Changes behind a gate, which is asked again when rows are really wanted. */
record GovernedChanges(TableChanges changes, TableGate gate) implements TableChanges {

  @Override
  public TableChanges byKey(Collection<String> keyColumns) {
    return new GovernedChanges(changes.byKey(keyColumns), gate);
  }

  @Override
  public long from() {
    return changes.from();
  }

  @Override
  public long to() {
    return changes.to();
  }

  @Override
  public boolean isEmpty() {
    gate.read();
    return changes.isEmpty();
  }

  @Override
  public Schema schema() {
    return changes.schema();
  }

  @Override
  public Stream<ColumnBatch> batches() {
    gate.read();
    return changes.batches();
  }
}
