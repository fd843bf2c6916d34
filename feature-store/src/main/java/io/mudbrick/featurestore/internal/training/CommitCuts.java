package io.mudbrick.featurestore.internal.training;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.TableCommit;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.CommitCut;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.plan.Plans;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Completes labels from what had been committed by the time of each. */
final class CommitCuts {
  private final Catalog catalog;
  private final TrainingSetSpec request;

  CommitCuts(Catalog catalog, TrainingSetSpec request) {
    this.catalog = catalog;
    this.request = request;
    CommitCut cut = request.cut();
    String column = cut == null ? null : cut.column();
    if (column != null) {
      Column own = request.labels().schema().find(column);
      if (own == null || own.type() != ColumnType.TIMESTAMP) {
        throw FeatureStoreErrors.badCut(column);
      }
    }
  }

  /** The version that is read: not after the one asked for, nor after the moment of the cut. */
  static TableRead read(TrainingSetSpec request, String table, TableRead newest) {
    CommitCut cut = request.cut();
    Instant moment = cut == null ? null : cut.at();
    TableRead read = moment == null ? newest : newest.asOf(moment);
    Long version = request.tableVersions().get(table);
    return version == null || (moment != null && read.version() < version)
        ? read
        : newest.version(version);
  }

  /** The labels with what the spec adds to them. */
  ColumnBatch complete(Plans plans, FeatureSpec spec) {
    CommitCut cut = request.cut();
    String column = cut == null ? null : cut.column();
    if (column == null) {
      return plans.batch(spec, spec.tableVersions(), request.options()).apply(request.labels());
    }
    Map<Map<String, Long>, List<Integer>> groups = groups(spec, column);
    List<ColumnBatch> parts = new ArrayList<>();
    int[] place = new int[request.labels().size()];
    int next = 0;
    for (Map.Entry<Map<String, Long>, List<Integer>> group : groups.entrySet()) {
      int[] rows = group.getValue().stream().mapToInt(Integer::intValue).toArray();
      parts.add(
          plans.batch(spec, group.getKey(), request.options()).apply(request.labels().take(rows)));
      for (int row : rows) {
        place[row] = next++;
      }
    }
    if (parts.isEmpty()) {
      return plans.batch(spec, spec.tableVersions(), request.options()).apply(request.labels());
    }
    return ColumnBatch.concat(parts.get(0).schema(), parts).take(place);
  }

  /** The rows that see the same versions of all tables. */
  private Map<Map<String, Long>, List<Integer>> groups(FeatureSpec spec, String column) {
    Map<String, NavigableMap<Long, Long>> versions = new LinkedHashMap<>();
    for (FeatureSpec.Table table : spec.tables()) {
      versions.put(table.name(), commits(table));
    }
    ColumnVector times = request.labels().column(column);
    Map<Map<String, Long>, List<Integer>> groups = new LinkedHashMap<>();
    for (int row = 0; row < times.size(); row++) {
      @Nullable Long time = times.isNull(row) ? null : times.longs()[row];
      Map<String, Long> seen = new LinkedHashMap<>();
      versions.forEach(
          (table, commits) -> {
            Map.Entry<Long, Long> last = time == null ? null : commits.floorEntry(time);
            seen.put(table, last == null ? Plans.NOTHING_YET : last.getValue());
          });
      groups.computeIfAbsent(seen, s -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  /** The last version at each time, in microseconds, up to the one that the spec names. */
  private NavigableMap<Long, Long> commits(FeatureSpec.Table table) {
    List<TableCommit> history =
        new ArrayList<>(catalog.tables().open(table.name()).history(Integer.MAX_VALUE));
    history.sort((a, b) -> Long.compare(a.version(), b.version()));
    NavigableMap<Long, Long> versions = new TreeMap<>();
    long latest = Long.MIN_VALUE;
    for (TableCommit commit : history) {
      if (commit.version() <= table.version()) {
        // As Delta has it: no commit is before the one it follows.
        latest = Math.max(latest, ChronoUnit.MICROS.between(Instant.EPOCH, commit.timestamp()));
        versions.put(latest, commit.version());
      }
    }
    return versions;
  }
}
