package io.mudbrick.featurestore.internal.replay;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureLog;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.JoinOptions;
import io.mudbrick.featurestore.ReplayMode;
import io.mudbrick.featurestore.ReplayReport;
import io.mudbrick.featurestore.internal.SpecErrors;
import io.mudbrick.featurestore.internal.plan.Plans;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logs served requests and replays them through the offline path, for one caller. */
public final class Replayer {
  private final Catalog catalog;
  private final Plans plans;
  private final Clock clock;

  public Replayer(Catalog catalog, Plans plans, Clock clock) {
    this.catalog = catalog;
    this.plans = plans;
    this.clock = clock;
  }

  public FeatureLog open(String table, FeatureSpec spec, double rate) {
    String name = FeatureTables.canonical(table);
    LogLayout layout = new LogLayout(spec);
    if (!(rate >= 0 && rate <= 1)) {
      throw SpecErrors.badRate(rate);
    }
    Optional<TableInfo> known = find(name);
    if (known.isEmpty()) {
      catalog
          .tables()
          .create(
              TableSpec.builder(name, layout.schema())
                  .properties(Map.of(LogLayout.SPEC_PROPERTY, spec.toYaml()))
                  .comment("Requests for features, as they were served")
                  .build());
    } else if (!spec.toYaml().equals(specOf(name))) {
      throw SpecErrors.otherLog(name);
    }
    return new DeltaLog(layout, catalog.tables().open(name), clock, rate);
  }

  private Optional<TableInfo> find(String name) {
    try {
      return Optional.of(catalog.tables().get(name));
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String specOf(String name) {
    String yaml = catalog.tables().open(name).properties().get(LogLayout.SPEC_PROPERTY);
    if (yaml == null) {
      throw SpecErrors.noLog(name);
    }
    return yaml;
  }

  /**
   * What requests must share to be replayed by one plan.
   *
   * @param versions empty when the newest are wanted
   */
  private record Group(Map<?, ?> versions, List<?> overridden) {}

  public ReplayReport replay(String table, ReplayMode mode) {
    String name = FeatureTables.canonical(table);
    DeltaTable delta = catalog.tables().open(name);
    LogLayout layout = new LogLayout(FeatureSpec.parse(specOf(name)));
    ColumnBatch log = delta.read().toColumns();
    Map<Group, List<Integer>> groups = new LinkedHashMap<>();
    for (int row = 0; row < log.size(); row++) {
      Map<?, ?> versions =
          mode == ReplayMode.PUBLISHED
                  && log.column(LogLayout.VERSIONS).get(row) instanceof Map<?, ?> map
              ? map
              : Map.of();
      List<?> overridden =
          log.column(LogLayout.OVERRIDDEN).get(row) instanceof List<?> list ? list : List.of();
      groups.computeIfAbsent(new Group(versions, overridden), g -> new ArrayList<>()).add(row);
    }
    Comparison comparison = new Comparison(layout, log);
    groups.forEach((group, rows) -> compare(layout, log, group, rows, comparison));
    return comparison.report(name, mode);
  }

  private void compare(
      LogLayout layout, ColumnBatch log, Group group, List<Integer> rows, Comparison comparison) {
    Map<String, Long> versions = new LinkedHashMap<>();
    group.versions().forEach((t, v) -> versions.put(String.valueOf(t), (Long) v));
    int[] places = rows.stream().mapToInt(Integer::intValue).toArray();
    ColumnBatch part = log.take(places);
    ColumnBatch expected =
        plans
            .batch(layout.spec(), versions, JoinOptions.defaults())
            .run(requests(layout, part, group.overridden()))
            .rows();
    comparison.add(places, part, expected, group.overridden());
  }

  /** What callers sent; where they sent no time, when it was served. */
  private static ColumnBatch requests(LogLayout layout, ColumnBatch part, List<?> overridden) {
    List<Column> columns = new ArrayList<>();
    List<ColumnVector> vectors = new ArrayList<>();
    for (Column sent : layout.sent()) {
      ColumnVector vector = part.column(LogLayout.in(sent.name()));
      if (layout.times().contains(sent.name())) {
        vector = timed(sent, vector, part.column(LogLayout.SERVED_AT));
      }
      columns.add(sent);
      vectors.add(vector);
    }
    for (Column feature : layout.features()) {
      if (overridden.contains(feature.name())) {
        columns.add(feature);
        vectors.add(part.column(LogLayout.out(feature.name())));
      }
    }
    return ColumnBatch.of(Schema.of(columns), vectors);
  }

  private static ColumnVector timed(Column column, ColumnVector sent, ColumnVector servedAt) {
    if (sent.nullCount() == 0) {
      return sent;
    }
    ColumnVectorBuilder times = ColumnVector.builder(column, sent.size());
    for (int row = 0; row < sent.size(); row++) {
      Object own = sent.get(row);
      times.add(own == null ? moment(column.type(), (Instant) servedAt.get(row)) : own);
    }
    return times.build();
  }

  private static @Nullable Object moment(ColumnType type, @Nullable Instant at) {
    if (at == null || type == ColumnType.TIMESTAMP) {
      return at;
    }
    var utc = at.atOffset(ZoneOffset.UTC);
    return type == ColumnType.DATE ? utc.toLocalDate() : utc.toLocalDateTime();
  }
}
