package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Points are kept as rows or in chunks, by the size of their batch; nobody may see which. */
abstract class HistoryContract extends TrackingContract {
  private static final Comparator<Metric> ORDER =
      Comparator.comparingLong(Metric::timestamp)
          .thenComparingLong(Metric::step)
          .thenComparingDouble(m -> Double.isNaN(m.value()) ? 0 : m.value())
          .thenComparing(m -> Double.isNaN(m.value()));

  private static final double[] VALUES = {0, 1, -1, 0.1, Double.NaN, 1e300};

  private static List<Metric> batch(SplittableRandom random, int size) {
    List<Metric> points = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      points.add(
          Metric.of(
              "m" + random.nextInt(3),
              VALUES[random.nextInt(VALUES.length)],
              random.nextInt(40),
              random.nextInt(20) - 10));
    }
    return points;
  }

  private List<Metric> paged(String run, String key, int size) {
    List<Metric> read = new ArrayList<>();
    String token = null;
    do {
      Page<Metric> page = tracking.getMetricHistory(run, key, size, token);
      assertThat(page.items()).hasSizeBetween(1, size);
      read.addAll(page.items());
      token = page.nextPageToken();
    } while (token != null);
    return read;
  }

  @Test
  void batches_of_any_size_and_order_add_each_point_once() {
    SplittableRandom random = new SplittableRandom(11);
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    Map<String, TreeSet<Metric>> expected = new HashMap<>();
    List<List<Metric>> sent = new ArrayList<>();
    for (int round = 0; round < 60; round++) {
      List<Metric> batch =
          round % 5 == 4
              ? sent.get(random.nextInt(sent.size()))
              : batch(random, round % 3 == 0 ? 1 + random.nextInt(5) : 20 + random.nextInt(80));
      sent.add(batch);
      tracking.logBatch(run, LogBatch.ofMetrics(batch));
      batch.forEach(m -> expected.computeIfAbsent(m.key(), k -> new TreeSet<>(ORDER)).add(m));
    }
    List<Metric> latest = tracking.getRun(run).data().metrics();
    expected.forEach(
        (key, points) -> {
          assertThat(tracking.getMetricHistory(run, key, null, null).items())
              .containsExactlyElementsOf(points);
          assertThat(paged(run, key, 7)).containsExactlyElementsOf(points);
          List<RunMetric> all =
              tracking.getMetricHistoryBulkInterval(
                  new MetricInterval(List.of(run), key, null, 2_500));
          assertThat(all).hasSameSizeAs(points);
          Metric last =
              points.stream()
                  .max(
                      Comparator.comparingLong(Metric::step)
                          .thenComparingLong(Metric::timestamp)
                          .thenComparingDouble(m -> Double.isNaN(m.value()) ? 0 : m.value()))
                  .orElseThrow();
          if (last.value() != 0 && !Double.isNaN(last.value())) {
            assertThat(latest).contains(last);
          }
        });
  }

  @Test
  void pages_of_a_history_meet_each_point_once_while_points_are_added_behind_them() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    List<Metric> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(Metric.of("h", i, i, i));
    }
    tracking.logBatch(run, LogBatch.ofMetrics(all.subList(0, 100)));
    Page<Metric> first = tracking.getMetricHistory(run, "h", 60, null);
    tracking.logBatch(run, LogBatch.ofMetrics(all.subList(50, 200)));
    tracking.logMetric(run, Metric.of("h", -1, 0, 0));
    List<Metric> read = new ArrayList<>(first.items());
    String token = first.nextPageToken();
    while (token != null) {
      Page<Metric> page = tracking.getMetricHistory(run, "h", 60, token);
      read.addAll(page.items());
      token = page.nextPageToken();
    }
    assertThat(read).isEqualTo(all);
  }

  @Test
  void the_extremes_of_times_steps_and_values_come_back() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    List<Metric> points = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      points.add(Metric.of("k " + i, Double.MIN_VALUE * i, Long.MAX_VALUE - i, Long.MIN_VALUE + i));
      points.add(Metric.of("k " + i, -Double.MAX_VALUE, i, Long.MAX_VALUE - i));
    }
    tracking.logBatch(run, LogBatch.ofMetrics(points));
    for (int i = 0; i < 40; i++) {
      assertThat(tracking.getMetricHistory(run, "k " + i, null, null).items())
          .containsExactly(points.get(2 * i + 1), points.get(2 * i));
    }
  }
}
