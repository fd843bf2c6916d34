package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MudbrickTest
class ActiveRunTest {
  private Tracking tracking;

  @BeforeEach
  void furnish(Tracking service) {
    tracking = service;
  }

  private byte[] stored(ActiveRun run, String path) throws IOException {
    try (InputStream content = tracking.openArtifact(run.runId(), path).content()) {
      return content.readAllBytes();
    }
  }

  @Test
  void texts_json_tables_and_pictures_are_stored_as_mlflow_reads_them() throws IOException {
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("city", "Köln");
    first.put("churn", 0.5);
    try (ActiveRun run = tracking.startRun("0", "artifacts")) {
      run.text("notes.md", "naïve\n");
      run.json("config.json", Map.of("depth", 6));
      run.table("rows.json", List.of(first, Map.of("churn", 0.7)));
      run.table("rows.json", List.of());
      run.table("more.json", List.of(Map.of("a", 1)));
      run.image("plot.png", new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
      assertThat(stored(run, "notes.md")).asString().isEqualTo("naïve\n");
      assertThat(stored(run, "config.json")).asString().isEqualTo("{\"depth\":6}");
      assertThat(stored(run, "rows.json")).asString().isEqualTo("{\"columns\":[],\"data\":[]}");
      assertThat(stored(run, "more.json"))
          .asString()
          .isEqualTo("{\"columns\":[\"a\"],\"data\":[[1]]}");
      assertThat(ImageIO.read(tracking.openArtifact(run.runId(), "plot.png").content()).getWidth())
          .isEqualTo(3);
      assertThat(run.current().tag("mlflow.loggedArtifacts"))
          .contains(
              "[{\"path\":\"rows.json\",\"type\":\"table\"},"
                  + "{\"path\":\"more.json\",\"type\":\"table\"}]");
    }
    assertThat(Json.write(LoggedTable.of(List.of(first, Map.of("churn", 0.7)))))
        .isEqualTo("{\"columns\":[\"city\",\"churn\"],\"data\":[[\"Köln\",0.5],[null,0.7]]}");
  }

  @Test
  void a_buffer_writes_every_point_in_order_before_the_run_ends() {
    String runId;
    try (ActiveRun run = tracking.startRun("0", "buffered")) {
      runId = run.runId();
      MetricBuffer buffer = run.buffer();
      for (int step = 0; step < 25_000; step++) {
        buffer.log(Metric.of("loss", 1.0 / (step + 1), step, step));
      }
      buffer.flush();
      assertThat(tracking.getMetricHistory(runId, "loss", null, null).items()).hasSize(25_000);
      buffer.log("loss", 0, 25_000);
    }
    assertThat(tracking.getRun(runId).metric("loss")).hasValue(0);
    assertThat(tracking.getRun(runId).info().status()).isEqualTo(RunStatus.FINISHED);
  }

  @Test
  void a_buffer_never_hides_that_points_were_lost() {
    ActiveRun run = tracking.startRun("0", "lost");
    MetricBuffer buffer = run.buffer();
    buffer.log("fine", 1, 0);
    buffer.flush();
    buffer.log(new Metric("", 1, 0, 0, null));
    assertThatThrownBy(buffer::flush).isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> buffer.log("fine", 2, 1)).isInstanceOf(PlatformException.class);
    assertThatThrownBy(run::close).isInstanceOf(PlatformException.class);
    assertThat(run.current().info().status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.current().metric("fine")).hasValue(1);
  }

  @Test
  void work_that_throws_leaves_a_failed_run_with_what_it_had_logged() {
    List<String> runs = new ArrayList<>();
    assertThatThrownBy(
            () ->
                tracking.inRun(
                    NewRun.in("0").name("broken").build(),
                    run -> {
                      runs.add(run.runId());
                      run.buffer().log("loss", 3, 0);
                      throw new IllegalStateException("no convergence");
                    }))
        .hasMessage("no convergence");
    Run run = tracking.getRun(runs.get(0));
    assertThat(run.info().status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.metric("loss")).hasValue(3);
  }

  @Test
  void children_are_found_below_their_run() {
    try (ActiveRun run = tracking.startRun("0", "parent")) {
      for (int trial = 0; trial < 3; trial++) {
        try (ActiveRun child = run.child("trial-" + trial)) {
          child.log("auc", trial / 10.0);
        }
      }
      RunSearch trials = tracking.search("0").childrenOf(run.runId());
      assertThat(trials.list()).hasSize(3);
      assertThat(trials.best("auc"))
          .hasValueSatisfying(best -> assertThat(best.info().runName()).isEqualTo("trial-2"));
      assertThat(trials.best("auc", false))
          .hasValueSatisfying(best -> assertThat(best.info().runName()).isEqualTo("trial-0"));
    }
  }

  @Test
  void system_metrics_are_sampled_until_the_run_ends() {
    List<Runnable> ticks = new ArrayList<>();
    AtomicBoolean stopped = new AtomicBoolean();
    ActiveRun run = tracking.startRun("0", "watched");
    run.watchSystem(
        () -> Map.of("cpu_utilization_percentage", 12.5),
        (interval, work) -> {
          assertThat(interval).isEqualTo(Duration.ofSeconds(10));
          ticks.add(work);
          return () -> stopped.set(true);
        });
    ticks.get(0).run();
    ticks.get(0).run();
    run.close();
    assertThat(stopped).isTrue();
    assertThat(
            tracking
                .getMetricHistory(run.runId(), "system/cpu_utilization_percentage", null, null)
                .items())
        .extracting(Metric::step)
        .containsExactly(0L, 1L);
    tracking.deleteRun(run.runId());
    ticks.get(0).run(); // too late: nothing is logged, and nothing is thrown
    assertThat(tracking.getRun(run.runId()).metric("system/cpu_utilization_percentage"))
        .hasValue(12.5);
  }

  @Test
  void gauges_have_the_names_of_mlflow_and_sensible_values() {
    Map<String, Double> gauges = Gauges.now();
    assertThat(gauges)
        .containsKeys(
            "system_memory_usage_megabytes",
            "system_memory_usage_percentage",
            "jvm_heap_usage_megabytes");
    assertThat(gauges.get("system_memory_usage_percentage")).isBetween(0.0, 100.0);
    assertThat(gauges.get("jvm_heap_usage_megabytes")).isPositive();
  }

  @Test
  void system_metrics_asked_for_stop_with_the_run() throws InterruptedException {
    try (ActiveRun run =
        tracking.startRun(NewRun.in("0").name("asked").systemMetrics(true).build())) {
      run.log("auc", 0.5);
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("mudbrick-system-metrics")) {
        // Its work is over; the thread itself may need a moment more.
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }
}
