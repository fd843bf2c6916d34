package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.OptimizeOptions;
import io.mudbrick.platform.PlatformException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the small files of a table with {@code delta.autoOptimize.autoCompact} when a write has
 * left enough of them in one partition.
 */
final class AutoCompaction {
  /** As on Databricks. */
  static final int ENOUGH = 50;

  private static final Logger LOG = LoggerFactory.getLogger(AutoCompaction.class);

  private final TableLog log;
  private final DataFiles data;
  private final Committer committer;
  private final WriteSettings settings;

  AutoCompaction(TableLog log, DataFiles data, Committer committer, WriteSettings settings) {
    this.log = log;
    this.data = data;
    this.committer = committer;
    this.settings = settings;
  }

  /** Called with what a write did; the write is done, whatever happens here. */
  CommitResult after(CommitResult result) {
    if (result.applied() && result.inserted() + result.updated() + result.deleted() > 0) {
      try {
        compact();
      } catch (PlatformException e) {
        LOG.info("The table in {} is not compacted now: {}", log.directory(), e.getMessage());
      }
    }
    return result;
  }

  private void compact() {
    Basis basis = log.basis(null);
    if (!Properties.autoCompact(basis.metadata().getConfiguration())) {
      return;
    }
    Set<Map<String, String>> crowded = crowded(basis);
    if (!crowded.isEmpty()) {
      committer.rewrite(
          settings,
          now -> new Optimizer(data, OptimizeOptions.DEFAULT, true).change(now, crowded::contains));
    }
  }

  private static Set<Map<String, String>> crowded(Basis basis) {
    Long property = Properties.targetFileSize(basis.metadata().getConfiguration());
    long small = (property == null ? Optimizer.TARGET_SIZE : property) / 2;
    Map<Map<String, String>, Integer> counts = new HashMap<>();
    for (AddFile file : basis.snapshot().getAllFiles()) {
      if (file.getSize() < small) {
        counts.merge(file.getPartitionValues(), 1, Integer::sum);
      }
    }
    Set<Map<String, String>> crowded = new HashSet<>();
    counts.forEach(
        (partition, count) -> {
          if (count >= ENOUGH) {
            crowded.add(partition);
          }
        });
    return crowded;
  }
}
