package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.OptimizeOptions;
import io.mudbrick.catalog.delta.TableMaintenance;
import io.mudbrick.catalog.delta.VacuumOptions;
import io.mudbrick.catalog.delta.VacuumResult;
import java.time.Instant;

/** Maintains a table in a local directory. */
record LocalMaintenance(
    TableLog log, DataFiles data, Committer committer, TableLock lock, WriteSettings settings)
    implements TableMaintenance {

  @Override
  public CommitResult optimize(OptimizeOptions options) {
    return committer.rewrite(settings, new Optimizer(data, options, false)::change);
  }

  @Override
  public VacuumResult vacuum(VacuumOptions options) {
    return new Vacuum(log, data, committer, lock, settings).run(options);
  }

  @Override
  public CommitResult restore(long version) {
    Restore restore = new Restore(log, data, version);
    return committer.rewrite(
        settings, basis -> restore.change(basis, "version", Long.toString(version)));
  }

  @Override
  public CommitResult restore(Instant time) {
    Restore restore = new Restore(log, data, log.at(time).getVersion());
    return committer.rewrite(
        settings, basis -> restore.change(basis, "timestamp", time.toString()));
  }
}
