package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.tracking.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Points as they will be kept: by key and in the order of a history, none twice. Made before the
 * write begins, as the one writer has better things to do. Immutable.
 */
public final class MetricBatch {
  /** Fewer points than this are cheaper as rows. */
  static final int LEAST_CHUNK = 32;

  /** NaN is kept as 0 and comes right behind it. */
  static final Comparator<Metric> ORDER =
      Comparator.comparingLong(Metric::timestamp)
          .thenComparingLong(Metric::step)
          .thenComparingDouble(metric -> MetricStore.stored(metric.value()))
          .thenComparing(metric -> Double.isNaN(metric.value()));

  private static final Comparator<Metric> LATER =
      Comparator.comparingLong(Metric::step)
          .thenComparingLong(Metric::timestamp)
          .thenComparingDouble(metric -> MetricStore.stored(metric.value()));

  private final List<Metric> points;
  private final List<Metric> latest = new ArrayList<>();
  private final byte[] encoded;

  private MetricBatch(List<Metric> metrics) {
    Map<String, List<Metric>> byKey = new TreeMap<>();
    for (Metric metric : metrics) {
      byKey.computeIfAbsent(metric.key(), key -> new ArrayList<>()).add(kept(metric));
    }
    points = new ArrayList<>(metrics.size());
    for (List<Metric> ofKey : byKey.values()) {
      Metric last = ofKey.get(0);
      boolean sorted = true;
      for (int i = 1; i < ofKey.size(); i++) {
        sorted &= ORDER.compare(ofKey.get(i - 1), ofKey.get(i)) < 0;
        last = LATER.compare(ofKey.get(i), last) >= 0 ? ofKey.get(i) : last;
      }
      latest.add(last);
      points.addAll(sorted ? ofKey : distinct(ofKey));
    }
    encoded = isChunk() ? PointCodec.encode(points) : new byte[0];
  }

  /** The points of one call, in any order. */
  public static MetricBatch of(List<Metric> metrics) {
    return new MetricBatch(metrics);
  }

  private static Metric kept(Metric metric) {
    double value = Double.isNaN(metric.value()) ? Double.NaN : MetricStore.stored(metric.value());
    return Metric.of(metric.key(), value, metric.timestamp(), metric.step());
  }

  private static List<Metric> distinct(List<Metric> ofKey) {
    ofKey.sort(ORDER);
    List<Metric> distinct = new ArrayList<>(ofKey.size());
    for (Metric metric : ofKey) {
      if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).equals(metric)) {
        distinct.add(metric);
      }
    }
    return distinct;
  }

  /** The same without some points; what is latest does not change by what was known before. */
  static MetricBatch without(MetricBatch batch, Set<Metric> known) {
    return new MetricBatch(batch.points.stream().filter(p -> !known.contains(p)).toList());
  }

  boolean isChunk() {
    return points.size() >= LEAST_CHUNK;
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  List<Metric> points() {
    return points;
  }

  /** The last point of each key. */
  Collection<Metric> latest() {
    return latest;
  }

  /** The points as a chunk; empty when they are to be rows. */
  byte[] encoded() {
    return encoded;
  }
}
