package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.faults.Fault;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that heard no answer sends its call again: what was done is not done twice. */
@MudbrickTest
class LostReplyTest {
  private static final String API = "/api/2.0/mlflow/";

  private Mudbrick platform;
  private Rest rest;
  private Tracking tracking;
  private String run;

  @BeforeEach
  void a_run(Mudbrick platform) {
    this.platform = platform;
    rest = new Rest(platform);
    tracking = platform.module(Tracking.class);
    run = tracking.createRun(NewRun.in("0").build()).runId();
  }

  /** The work is done, the answer lost; then the same call again, which is answered. */
  private void twice(String path, Map<String, Object> body) {
    platform.faults().add(Fault.loseReply().on(API + path));
    assertThatThrownBy(() -> rest.post(API + path, body)).as(path).isNotNull();
    platform.faults().clear();
    rest.post(API + path, body);
  }

  @Test
  void metrics_are_kept_once() {
    twice("runs/log-metric", Map.of("run_id", run, "key", "m", "value", 1, "timestamp", 1));
    twice("runs/log-metric", Map.of("run_id", run, "key", "m", "value", "NaN", "timestamp", 2));
    assertThat(tracking.getMetricHistory(run, "m", null, null).items()).hasSize(2);
  }

  @Test
  void batches_are_kept_once() {
    Map<String, Object> point = Map.of("key", "m", "value", 0.5, "timestamp", 1, "step", 3);
    List<Map<String, String>> pairs = List.of(Map.of("key", "k", "value", "v"));
    twice(
        "runs/log-batch",
        Map.of("run_id", run, "metrics", List.of(point), "params", pairs, "tags", pairs));
    assertThat(tracking.getMetricHistory(run, "m", null, null).items())
        .containsExactly(Metric.of("m", 0.5, 1, 3));
    assertThat(tracking.getRun(run).data().params()).containsExactly(new Param("k", "v"));
    assertThat(tracking.getRun(run).tag("k")).contains("v");
  }

  @Test
  void params_tags_inputs_and_outputs_are_kept_once() {
    twice("runs/log-parameter", Map.of("run_id", run, "key", "p", "value", "1"));
    twice("runs/set-tag", Map.of("run_id", run, "key", "t", "value", "1"));
    Map<String, String> dataset =
        Map.of("name", "d", "digest", "1", "source_type", "local", "source", "/data");
    twice(
        "runs/log-inputs", Map.of("run_id", run, "datasets", List.of(Map.of("dataset", dataset))));
    String model =
        tracking.createLoggedModel(NewLoggedModel.in("0").sourceRunId(run).build()).modelId();
    twice(
        "runs/outputs",
        Map.of("run_id", run, "models", List.of(Map.of("model_id", model, "step", 1))));
    Run seen = tracking.getRun(run);
    assertThat(seen.data().params()).containsExactly(new Param("p", "1"));
    assertThat(seen.inputs().datasets()).hasSize(1);
    assertThat(seen.outputs()).containsExactly(new ModelOutput(model, 1));
  }

  @Test
  void ends_and_deletions_are_as_if_done_once() {
    twice("runs/update", Map.of("run_id", run, "status", "FINISHED", "end_time", 5));
    twice("runs/delete", Map.of("run_id", run));
    twice("runs/restore", Map.of("run_id", run));
    assertThat(tracking.getRun(run).info().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(tracking.getRun(run).info().lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
  }
}
