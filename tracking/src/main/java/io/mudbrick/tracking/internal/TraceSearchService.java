package io.mudbrick.tracking.internal;

import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.internal.jdbc.TraceMetricsSql;
import io.mudbrick.tracking.internal.jdbc.TraceSearchSql;
import io.mudbrick.tracking.internal.jdbc.TraceStore;
import io.mudbrick.tracking.internal.search.Grammars;
import io.mudbrick.tracking.internal.trace.Npmi;
import io.mudbrick.tracking.traces.FilterCorrelation;
import io.mudbrick.tracking.traces.TraceInfo;
import io.mudbrick.tracking.traces.TraceMetricPoint;
import io.mudbrick.tracking.traces.TraceMetricQuery;
import io.mudbrick.tracking.traces.TraceQuery;
import java.util.List;

/** Questions about many traces, for one caller. */
final class TraceSearchService {
  private static final int MAX_PAGE = 500;
  private static final int MOST_POINTS = 10_000;

  private final Session session;
  private final TraceStore traces = new TraceStore();

  TraceSearchService(Session session) {
    this.session = session;
  }

  private TraceSearchSql sql(List<Long> experiments) {
    Dialect dialect = session.database.dialect();
    return new TraceSearchSql(dialect, session.workspaceId(), experiments);
  }

  Page<TraceInfo> search(TraceQuery query) {
    Limits.maxResults(query.maxResults(), MAX_PAGE);
    List<Long> experiments = session.readableExperiments(query.experimentIds());
    if (experiments.isEmpty()) {
      Grammars.TRACES.filter(query.filter());
      Grammars.TRACES.order(query.orderBy());
      return new Page<>(List.of(), null);
    }
    return session.database.read(
        tx -> {
          Page<Long> page = sql(experiments).page(tx, query);
          return new Page<>(traces.load(tx, page.items()), page.nextPageToken());
        });
  }

  FilterCorrelation correlate(
      List<String> experimentIds, String filter1, String filter2, String baseFilter) {
    List<Long> experiments = session.readableExperiments(experimentIds);
    if (experiments.isEmpty()) {
      List.of(filter1, filter2, baseFilter).forEach(Grammars.TRACES::filter);
      return Npmi.of(0, 0, 0, 0);
    }
    List<Long> counts =
        session.database.read(tx -> sql(experiments).counts(tx, baseFilter, filter1, filter2));
    return Npmi.of(counts.get(0), counts.get(1), counts.get(2), counts.get(3));
  }

  List<TraceMetricPoint> metrics(TraceMetricQuery query) {
    TraceMetricRules.check(query);
    Limits.maxResults(query.maxResults(), MOST_POINTS);
    TraceMetricsSql sql = new TraceMetricsSql(session.database.dialect(), session.workspaceId());
    List<Long> experiments = session.readableExperiments(query.experimentIds());
    return experiments.isEmpty()
        ? List.of()
        : session.database.read(tx -> sql.points(tx, experiments, query));
  }
}
