package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.MudbrickTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@MudbrickTest
class ConcurrencyTest {
  private static final int THREADS = 8;

  @Test
  void eight_threads_logging_to_one_run_lose_nothing(Tracking tracking) throws Exception {
    String run = tracking.createRun(NewRun.in("0").build()).runId();
    inParallel(
        thread -> {
          for (int batch = 0; batch < 20; batch++) {
            int from = (thread * 20 + batch) * 10;
            List<Metric> metrics =
                IntStream.range(from, from + 10).mapToObj(i -> Metric.of("m", i, i, i)).toList();
            tracking.logBatch(run, LogBatch.ofMetrics(metrics));
            tracking.logParam(run, new Param("p" + thread + "-" + batch, "v"));
            tracking.setTag(run, "shared", "v" + thread);
          }
        });
    List<Metric> history = tracking.getMetricHistory(run, "m", null, null).items();
    assertThat(history).hasSize(THREADS * 200);
    assertThat(history).extracting(Metric::step).isSorted().doesNotHaveDuplicates();
    Run read = tracking.getRun(run);
    assertThat(read.metric("m")).hasValue(THREADS * 200 - 1);
    assertThat(read.data().params()).hasSize(THREADS * 20);
  }

  @Test
  void eight_threads_asking_for_one_experiment_make_one(Tracking tracking) throws Exception {
    Set<String> ids = Collections.synchronizedSet(new HashSet<>());
    Set<String> refusals = Collections.synchronizedSet(new HashSet<>());
    inParallel(
        thread -> {
          try {
            ids.add(tracking.createExperiment("same").experimentId());
          } catch (PlatformException e) {
            refusals.add(e.code().name());
          }
        });
    assertThat(ids).hasSize(1);
    assertThat(refusals).containsExactly("RESOURCE_ALREADY_EXISTS");
  }

  private interface Work {
    void of(int thread) throws Exception;
  }

  private static void inParallel(Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> results = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        results.add(
            pool.submit(
                () -> {
                  work.of(thread);
                  return null;
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
