package io.mudbrick.catalog.internal.tables;

import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.TableMaintenance;
import java.time.Duration;

/** Maintenance behind a gate: who may write may tidy up. */
record GovernedMaintenance(TableMaintenance maintenance, TableGate gate)
    implements TableMaintenance {

  @Override
  public CommitResult optimize() {
    gate.write();
    return maintenance.optimize();
  }

  @Override
  public long vacuum(Duration retention) {
    gate.write();
    return maintenance.vacuum(retention);
  }
}
