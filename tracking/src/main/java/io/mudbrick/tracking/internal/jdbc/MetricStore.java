package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The points of metrics, and the latest of each. Stateless; checks nothing. */
public final class MetricStore {
  private static final String POINT = "SELECT key, value, is_nan, timestamp, step";
  private static final List<OrderTerm> HISTORY =
      List.of(
          new OrderTerm("timestamp", OrderTerm.Type.INTEGER, true),
          new OrderTerm("step", OrderTerm.Type.INTEGER, true),
          new OrderTerm("value", OrderTerm.Type.REAL, true),
          new OrderTerm("is_nan", OrderTerm.Type.INTEGER, true));

  private final MetricChunks chunks = new MetricChunks();

  /** Adds points that are not there yet, and moves the latest ones on. */
  public void insert(Tx tx, long run, List<Metric> metrics) {
    insert(tx, run, MetricBatch.of(metrics));
  }

  /** The same, for points that were made ready before. */
  public void insert(Tx tx, long run, MetricBatch batch) {
    if (batch.isEmpty()) {
      return;
    }
    MetricBatch fresh = fresh(tx, run, batch);
    if (fresh.isChunk()) {
      chunks.add(tx, run, fresh);
    } else {
      addRows(tx, run, fresh.points());
    }
    moveLatest(tx, run, batch.latest());
  }

  /** Those that neither a chunk nor, where they are to become a chunk themselves, a row has. */
  private MetricBatch fresh(Tx tx, long run, MetricBatch batch) {
    Set<Metric> known = chunks.known(tx, run, batch);
    if (batch.isChunk()) {
      rowsAmong(tx, run, batch.points(), known);
    }
    return known.isEmpty() ? batch : MetricBatch.without(batch, known);
  }

  private static void rowsAmong(Tx tx, long run, List<Metric> points, Set<Metric> known) {
    if (!tx.exists("SELECT 1 FROM tracking_metrics WHERE run_no = ? LIMIT 1", run)) {
      return;
    }
    Set<Metric> asked = new HashSet<>(points);
    for (int from = 0; from < points.size(); ) {
      String key = points.get(from).key();
      int to = from + 1;
      while (to < points.size() && points.get(to).key().equals(key)) {
        to++;
      }
      tx.forEach(
          POINT
              + " FROM tracking_metrics WHERE run_no = ? AND key = ? AND timestamp BETWEEN ? AND ?",
          row -> {
            Metric point = metric(row);
            if (asked.contains(point)) {
              known.add(point);
            }
          },
          run,
          key,
          points.get(from).timestamp(),
          points.get(to - 1).timestamp());
      from = to;
    }
  }

  private static void addRows(Tx tx, long run, List<Metric> metrics) {
    tx.batch(
        "INSERT INTO tracking_metrics (run_no, key, value, is_nan, timestamp, step)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        metrics.stream().map(metric -> values(run, metric)).toList());
  }

  private static void moveLatest(Tx tx, long run, Collection<Metric> latest) {
    tx.batch(
        "INSERT INTO tracking_latest_metrics AS l (run_no, key, value, is_nan, timestamp, step)"
            + " VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (run_no, key) DO UPDATE SET value = excluded.value,"
            + " is_nan = excluded.is_nan, timestamp = excluded.timestamp, step = excluded.step"
            + " WHERE (excluded.step, excluded.timestamp, excluded.value)"
            + " > (l.step, l.timestamp, l.value)",
        latest.stream().map(metric -> values(run, metric)).toList());
  }

  /** Drops all points of a run. */
  public void delete(Tx tx, long run) {
    tx.update("DELETE FROM tracking_metrics WHERE run_no = ?", run);
    chunks.delete(tx, run);
    tx.update("DELETE FROM tracking_latest_metrics WHERE run_no = ?", run);
  }

  private static @Nullable Object[] values(long run, Metric metric) {
    boolean nan = Double.isNaN(metric.value());
    return new @Nullable Object[] {
      run, metric.key(), stored(metric.value()), nan ? 1 : 0, metric.timestamp(), metric.step()
    };
  }

  /** NaN becomes 0 beside its mark, infinities the largest finite numbers, -0 becomes 0. */
  static double stored(double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value)) + 0.0;
  }

  /** The latest points of each run, by key. */
  Map<Long, List<Metric>> latest(Tx tx, Collection<Long> runs) {
    Map<Long, List<Metric>> latest = new HashMap<>();
    for (List<Long> some : Chunks.of(runs)) {
      Sql sql = new Sql(POINT + ", run_no FROM tracking_latest_metrics WHERE run_no").in(some);
      sql.add(" ORDER BY run_no, key");
      tx.forEach(
          sql.text(),
          row -> latest.computeIfAbsent(row.number(6), run -> new ArrayList<>()).add(metric(row)),
          sql.values());
    }
    return latest;
  }

  private static Metric metric(Row row) {
    double value = row.flag(3) ? Double.NaN : row.real(2);
    return Metric.of(row.string(1), value, row.number(4), row.number(5));
  }

  /**
   * A page of a metric's points, oldest first.
   *
   * @param limit points a page, or {@code null} for all
   */
  public Page<Metric> history(
      Tx tx, long run, String key, @Nullable Integer limit, @Nullable String pageToken) {
    List<Object> search = List.of(run, key);
    Sql sql = new Sql(POINT + " FROM tracking_metrics WHERE run_no = ? AND key = ?", run, key);
    Metric before = null;
    if (pageToken != null && !pageToken.isEmpty()) {
      before = place(key, PageToken.decode(pageToken, search, HISTORY).after());
      sql.add(
          " AND (timestamp, step, value, is_nan) > (?, ?, ?, ?)",
          before.timestamp(),
          before.step(),
          stored(before.value()),
          Double.isNaN(before.value()) ? 1 : 0);
    }
    sql.add(" ORDER BY timestamp, step, value, is_nan");
    if (limit != null) {
      sql.add(" LIMIT ?", limit + 1L);
    }
    List<Metric> rows = tx.query(sql.text(), MetricStore::metric, sql.values());
    List<Metric> found = merged(rows, after(tx, run, key, before));
    if (limit == null || found.size() <= limit) {
      return new Page<>(found, null);
    }
    Metric last = found.get(limit - 1);
    List<Object> after =
        List.of(
            last.timestamp(),
            last.step(),
            stored(last.value()),
            Double.isNaN(last.value()) ? 1L : 0L);
    return new Page<>(found.subList(0, limit), PageToken.of(search, after).encode());
  }

  private static Metric place(String key, List<Object> after) {
    boolean nan = ((Number) after.get(3)).longValue() == 1;
    return Metric.of(
        key,
        nan ? Double.NaN : ((Number) after.get(2)).doubleValue(),
        ((Number) after.get(0)).longValue(),
        ((Number) after.get(1)).longValue());
  }

  /** What the chunks have of a metric behind a place in its history, or all of it. */
  private List<Metric> after(Tx tx, long run, String key, @Nullable Metric before) {
    return before == null
        ? chunks.points(tx, run, key, Long.MIN_VALUE, point -> true)
        : chunks.points(
            tx,
            run,
            key,
            before.timestamp(),
            point -> MetricBatch.ORDER.compare(point, before) > 0);
  }

  private static List<Metric> merged(List<Metric> rows, List<Metric> chunked) {
    if (chunked.isEmpty()) {
      return rows;
    }
    chunked.addAll(rows);
    chunked.sort(MetricBatch.ORDER);
    return chunked;
  }

  /** The steps of a metric in a range, ascending, each once. */
  public List<Long> steps(Tx tx, long run, String key, long first, long last) {
    SortedSet<Long> steps = new TreeSet<>();
    tx.forEach(
        "SELECT DISTINCT step FROM tracking_metrics"
            + " WHERE run_no = ? AND key = ? AND step BETWEEN ? AND ? ORDER BY step",
        row -> steps.add(row.number(1)),
        run,
        key,
        first,
        last);
    chunks
        .points(tx, run, key, Long.MIN_VALUE, p -> first <= p.step() && p.step() <= last)
        .forEach(point -> steps.add(point.step()));
    return List.copyOf(steps);
  }

  /** The points of a metric at some steps, by step, timestamp and value. */
  public List<Metric> atSteps(Tx tx, long run, String key, Collection<Long> steps) {
    List<Metric> points = new ArrayList<>();
    for (List<Long> some : Chunks.of(steps)) {
      Sql sql =
          new Sql(POINT + " FROM tracking_metrics WHERE run_no = ? AND key = ? AND step", run, key)
              .in(some)
              .add(" ORDER BY step, timestamp, value");
      points.addAll(tx.query(sql.text(), MetricStore::metric, sql.values()));
    }
    Set<Long> wanted = new HashSet<>(steps);
    List<Metric> chunked =
        chunks.points(tx, run, key, Long.MIN_VALUE, point -> wanted.contains(point.step()));
    if (!chunked.isEmpty()) {
      points.addAll(chunked);
      points.sort(Comparator.comparingLong(Metric::step).thenComparing(MetricBatch.ORDER));
    }
    return points;
  }
}
