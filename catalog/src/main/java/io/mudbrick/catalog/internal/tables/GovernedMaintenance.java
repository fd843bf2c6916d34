package io.mudbrick.catalog.internal.tables;

import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.OptimizeOptions;
import io.mudbrick.catalog.delta.TableMaintenance;
import io.mudbrick.catalog.delta.VacuumOptions;
import io.mudbrick.catalog.delta.VacuumResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Maintenance behind a gate: who may write may tidy up and turn back. */
record GovernedMaintenance(DeltaTable table, TableGate gate) implements TableMaintenance {

  @Override
  public CommitResult optimize(OptimizeOptions options) {
    gate.write();
    if (!options.partitions().equals(Filter.all())) {
      gate.read(); // whether something was done tells whether there is such a partition
      gate.requireRaw(table.schema());
    }
    return table.maintenance().optimize(options);
  }

  @Override
  public VacuumResult vacuum(VacuumOptions options) {
    gate.write();
    VacuumResult result = table.maintenance().vacuum(options);
    if (gate.policy(table.schema()).isEmpty()) {
      return result;
    }
    // The folders of partitions are named by their values.
    List<Path> names = result.files().stream().map(file -> file.getFileName()).toList();
    return new VacuumResult(names, result.bytes(), result.deleted());
  }

  @Override
  public CommitResult restore(long version) {
    return restored(() -> table.maintenance().restore(version));
  }

  @Override
  public CommitResult restore(Instant time) {
    return restored(() -> table.maintenance().restore(time));
  }

  private CommitResult restored(Supplier<CommitResult> restore) {
    gate.write();
    CommitResult result = restore.get();
    gate.columnsRestored(table.schema());
    return result;
  }
}
