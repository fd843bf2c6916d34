package io.mudbrick.catalog.internal.tables;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableChanges;
import io.mudbrick.catalog.internal.policy.RowPolicy;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Changes through the masks and filters that hold for the caller. */
record MaskedChanges(TableChanges raw, TableGate gate, Collection<String> key)
    implements TableChanges {
  MaskedChanges(TableChanges raw, TableGate gate) {
    this(raw, gate, List.of());
  }

  private RowPolicy policy() {
    return gate.policy(raw.schema());
  }

  @Override
  public TableChanges byKey(Collection<String> keyColumns) {
    return new MaskedChanges(raw.byKey(keyColumns), gate, List.copyOf(keyColumns));
  }

  @Override
  public long from() {
    return raw.from();
  }

  @Override
  public long to() {
    return raw.to();
  }

  @Override
  public boolean isEmpty() {
    return raw.isEmpty();
  }

  @Override
  public Schema schema() {
    return policy().shown(raw.schema());
  }

  @Override
  public Stream<ColumnBatch> batches() {
    RowPolicy policy = policy();
    if (policy.isEmpty()) {
      return raw.batches();
    }
    if (policy.masks(key)) {
      gate.requireRaw(raw.schema()); // pairs would tell which hidden values are equal
    }
    return raw.batches().map(rows -> policy.apply(rows, rows.schema().names()));
  }
}
