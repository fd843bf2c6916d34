package io.mudbrick.tracking.internal;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricInterval;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.MetricStore;
import io.mudbrick.tracking.internal.jdbc.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The histories of metrics for one caller. */
final class HistoryService {
  private final Session session;
  private final MetricStore metrics = new MetricStore();

  HistoryService(Session session) {
    this.session = session;
  }

  Page<Metric> getMetricHistory(
      String runId, String key, @Nullable Integer maxResults, @Nullable String pageToken) {
    if (maxResults != null && maxResults < 1) {
      Limits.maxResults(maxResults, Limits.HISTORY_PAGE);
    }
    Integer size = maxResults == null ? null : Math.min(maxResults, Limits.HISTORY_PAGE);
    StoredRun run = session.readableRun(runId);
    return session.database.read(tx -> metrics.history(tx, run.number(), key, size, pageToken));
  }

  List<RunMetric> getMetricHistoryBulk(List<String> runIds, String key, int maxResults) {
    int most = Math.min(maxResults, Limits.HISTORY_PAGE);
    Limits.maxResults(most, Limits.HISTORY_PAGE);
    if (runIds.isEmpty()) {
      throw TrackingErrors.noRuns();
    }
    if (runIds.size() > Limits.BULK_RUNS) {
      throw TrackingErrors.tooManyRuns(Limits.BULK_RUNS, runIds.size());
    }
    List<StoredRun> runs = readable(runIds.stream().sorted().toList());
    return session.database.read(
        tx -> {
          List<RunMetric> points = new ArrayList<>();
          for (StoredRun run : runs) {
            int room = most - points.size();
            if (room > 0) {
              metrics
                  .history(tx, run.number(), key, room, null)
                  .items()
                  .forEach(metric -> points.add(new RunMetric(run.info().runId(), metric)));
            }
          }
          return points;
        });
  }

  List<RunMetric> getMetricHistoryBulkInterval(MetricInterval interval) {
    if (interval.maxResults() < 1 || interval.maxResults() > Limits.BULK_POINTS) {
      throw TrackingErrors.badIntervalSize(Limits.BULK_POINTS);
    }
    if (interval.runIds().isEmpty()) {
      throw TrackingErrors.missingValue("run_ids");
    }
    if (interval.runIds().size() > Limits.BULK_RUNS) {
      throw TrackingErrors.tooManyRunsOfInterval(Limits.BULK_RUNS, interval.runIds().size());
    }
    List<StoredRun> runs = readable(interval.runIds());
    return session.database.read(tx -> sample(tx, runs, interval));
  }

  private List<StoredRun> readable(List<String> runIds) {
    return runIds.stream().distinct().map(session::readableRun).toList();
  }

  private List<RunMetric> sample(Tx tx, List<StoredRun> runs, MetricInterval interval) {
    MetricInterval.StepRange range = interval.steps();
    long first = range == null ? Long.MIN_VALUE : range.first();
    long last = range == null ? Long.MAX_VALUE : range.last();
    SortedSet<Long> all = new TreeSet<>();
    SortedSet<Long> ends = new TreeSet<>();
    for (StoredRun run : runs) {
      List<Long> steps =
          metrics.steps(tx, run.number(), interval.key(), Long.MIN_VALUE, Long.MAX_VALUE);
      if (!steps.isEmpty()) {
        all.addAll(steps);
        ends.add(steps.get(0));
        ends.add(steps.get(steps.size() - 1));
      }
    }
    all.removeIf(step -> step < first || step > last);
    ends.removeIf(step -> step < first || step > last);
    ends.addAll(evenly(List.copyOf(all), interval.maxResults()));
    List<RunMetric> points = new ArrayList<>();
    for (StoredRun run : runs) {
      for (Metric metric : metrics.atSteps(tx, run.number(), interval.key(), ends)) {
        points.add(new RunMetric(run.info().runId(), metric));
      }
    }
    return points;
  }

  /** {@code count} of the steps, evenly spread as MLflow's charts know them, and the last one. */
  private static List<Long> evenly(List<Long> steps, int count) {
    if (steps.size() <= count) {
      return steps;
    }
    List<Long> some = new ArrayList<>(count);
    double interval = (double) steps.size() / count;
    for (int i = 0; i < count; i++) {
      some.add(steps.get((int) (i * interval)));
    }
    some.add(steps.get(steps.size() - 1));
    return some;
  }
}
