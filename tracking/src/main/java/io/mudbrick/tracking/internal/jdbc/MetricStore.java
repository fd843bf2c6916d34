package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Adds points that are not there yet, and moves the latest ones on. */
  public void insert(Tx tx, long run, List<Metric> metrics) {
    List<@Nullable Object[]> points = new ArrayList<>(metrics.size());
    Map<String, Metric> latest = new HashMap<>();
    for (Metric metric : metrics) {
      points.add(values(run, metric));
      latest.merge(metric.key(), metric, MetricStore::later);
    }
    tx.batch(
        "INSERT INTO tracking_metrics (run_no, key, value, is_nan, timestamp, step)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        points);
    tx.batch(
        "INSERT INTO tracking_latest_metrics AS l (run_no, key, value, is_nan, timestamp, step)"
            + " VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (run_no, key) DO UPDATE SET value = excluded.value,"
            + " is_nan = excluded.is_nan, timestamp = excluded.timestamp, step = excluded.step"
            + " WHERE (excluded.step, excluded.timestamp, excluded.value)"
            + " > (l.step, l.timestamp, l.value)",
        latest.values().stream().map(metric -> values(run, metric)).toList());
  }

  /** Drops all points of a run. */
  public void delete(Tx tx, long run) {
    tx.update("DELETE FROM tracking_metrics WHERE run_no = ?", run);
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

  private static Metric later(Metric a, Metric b) {
    int order = Long.compare(a.step(), b.step());
    order = order != 0 ? order : Long.compare(a.timestamp(), b.timestamp());
    order = order != 0 ? order : Double.compare(stored(a.value()), stored(b.value()));
    return order >= 0 ? a : b;
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
    if (pageToken != null && !pageToken.isEmpty()) {
      List<Object> after = PageToken.decode(pageToken, search, HISTORY).after();
      sql.add(
          " AND (timestamp, step, value, is_nan) > (?, ?, ?, ?)",
          ((Number) after.get(0)).longValue(),
          ((Number) after.get(1)).longValue(),
          ((Number) after.get(2)).doubleValue(),
          ((Number) after.get(3)).longValue());
    }
    sql.add(" ORDER BY timestamp, step, value, is_nan");
    if (limit == null) {
      return new Page<>(tx.query(sql.text(), MetricStore::metric, sql.values()), null);
    }
    sql.add(" LIMIT ?", limit + 1L);
    List<Metric> found = tx.query(sql.text(), MetricStore::metric, sql.values());
    if (found.size() <= limit) {
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

  /** The steps of a metric in a range, ascending, each once. */
  public List<Long> steps(Tx tx, long run, String key, long first, long last) {
    return tx.query(
        "SELECT DISTINCT step FROM tracking_metrics"
            + " WHERE run_no = ? AND key = ? AND step BETWEEN ? AND ? ORDER BY step",
        row -> row.number(1),
        run,
        key,
        first,
        last);
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
    return points;
  }
}
