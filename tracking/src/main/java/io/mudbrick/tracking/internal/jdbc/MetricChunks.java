package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The points that came in large batches, a row for each batch. Stateless. */
final class MetricChunks {

  /** Adds points that are not there yet. */
  void add(Tx tx, long run, MetricBatch batch) {
    Bounds bounds = Bounds.of(batch.points());
    tx.update(
        "INSERT INTO tracking_metric_chunks (run_no, first_timestamp, last_timestamp, first_step,"
            + " last_step, points) VALUES (?, ?, ?, ?, ?, ?)",
        run,
        bounds.firstTimestamp,
        bounds.lastTimestamp,
        bounds.firstStep,
        bounds.lastStep,
        batch.encoded());
  }

  /** Those of the batch's points that are here. */
  Set<Metric> known(Tx tx, long run, MetricBatch batch) {
    List<Metric> points = batch.points();
    Bounds bounds = Bounds.of(points);
    Set<Metric> known = new HashSet<>();
    Set<Metric> asked = new HashSet<>();
    Set<String> keys = new HashSet<>();
    tx.forEach(
        "SELECT points FROM tracking_metric_chunks WHERE run_no = ? AND last_timestamp >= ?"
            + " AND first_timestamp <= ? AND last_step >= ? AND first_step <= ?",
        row -> {
          if (asked.isEmpty()) {
            asked.addAll(points);
            points.forEach(point -> keys.add(point.key()));
          }
          PointCodec.decode(
              row.bytes(1),
              keys::contains,
              point -> {
                if (asked.contains(point)) {
                  known.add(point);
                }
              });
        },
        run,
        bounds.firstTimestamp,
        bounds.lastTimestamp,
        bounds.firstStep,
        bounds.lastStep);
    return known;
  }

  /** The points of a metric from a time on that pass the test, in no order. */
  List<Metric> points(Tx tx, long run, String key, long from, Predicate<Metric> wanted) {
    List<Metric> found = new ArrayList<>();
    tx.forEach(
        "SELECT points FROM tracking_metric_chunks WHERE run_no = ? AND last_timestamp >= ?",
        row ->
            PointCodec.decode(
                row.bytes(1),
                key::equals,
                point -> {
                  if (wanted.test(point)) {
                    found.add(point);
                  }
                }),
        run,
        from);
    return found;
  }

  void delete(Tx tx, long run) {
    tx.update("DELETE FROM tracking_metric_chunks WHERE run_no = ?", run);
  }

  private static final class Bounds {
    private long firstTimestamp = Long.MAX_VALUE;
    private long lastTimestamp = Long.MIN_VALUE;
    private long firstStep = Long.MAX_VALUE;
    private long lastStep = Long.MIN_VALUE;

    static Bounds of(Collection<Metric> points) {
      Bounds bounds = new Bounds();
      for (Metric point : points) {
        bounds.firstTimestamp = Math.min(bounds.firstTimestamp, point.timestamp());
        bounds.lastTimestamp = Math.max(bounds.lastTimestamp, point.timestamp());
        bounds.firstStep = Math.min(bounds.firstStep, point.step());
        bounds.lastStep = Math.max(bounds.lastStep, point.step());
      }
      return bounds;
    }
  }
}
