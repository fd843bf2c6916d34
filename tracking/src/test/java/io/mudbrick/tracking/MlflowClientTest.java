package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowContext;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/**
 * MLflow's own Java client takes us for its server. For artifacts it starts a Python process, which
 * the Python witnesses cover.
 */
@MudbrickTest
class MlflowClientTest {
  private MlflowClient client;

  @BeforeEach
  void connect(Mudbrick platform) {
    client =
        new MlflowClient(new BasicMlflowHostCreds(platform.uri().toString(), platform.token()));
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  @Witness(
      client = "org.mlflow:mlflow-client 2.17.2",
      routes = {
        "POST /api/2.0/mlflow/experiments/create",
        "GET /api/2.0/mlflow/experiments/get",
        "GET /api/2.0/mlflow/experiments/get-by-name",
        "POST /api/2.0/mlflow/experiments/search",
        "POST /api/2.0/mlflow/experiments/update",
        "POST /api/2.0/mlflow/experiments/delete",
        "POST /api/2.0/mlflow/experiments/restore",
        "POST /api/2.0/mlflow/experiments/set-experiment-tag"
      })
  void keeps_experiments() {
    String id = client.createExperiment("churn");
    client.setExperimentTag(id, "team", "a");
    client.renameExperiment(id, "churn-2");
    Service.Experiment experiment = client.getExperiment(id);
    assertThat(experiment.getName()).isEqualTo("churn-2");
    assertThat(experiment.getLifecycleStage()).isEqualTo("active");
    assertThat(experiment.getTags(0).getValue()).isEqualTo("a");
    assertThat(experiment.getCreationTime()).isPositive();
    assertThat(client.getExperimentByName("churn-2"))
        .map(Service.Experiment::getExperimentId)
        .contains(id);
    assertThat(client.getExperimentByName("nope")).isEmpty();
    assertThat(client.searchExperiments("tags.team = 'a'").getItems()).hasSize(1);
    assertThat(client.searchExperiments().getItems()).hasSize(2);
    client.deleteExperiment(id);
    assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("deleted");
    assertThat(
            client
                .searchExperiments("", ViewType.DELETED_ONLY, 10, List.of("name DESC"))
                .getItems())
        .hasSize(1);
    client.restoreExperiment(id);
    assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("active");
    assertThatThrownBy(() -> client.createExperiment("churn-2"))
        .isInstanceOf(MlflowHttpException.class)
        .hasMessageContaining("400")
        .satisfies(
            e ->
                assertThat(((MlflowHttpException) e).getBodyMessage())
                    .contains("RESOURCE_ALREADY_EXISTS"));
  }

  @Test
  @Witness(
      client = "org.mlflow:mlflow-client 2.17.2",
      routes = {
        "POST /api/2.0/mlflow/runs/create",
        "GET /api/2.0/mlflow/runs/get",
        "POST /api/2.0/mlflow/runs/update",
        "POST /api/2.0/mlflow/runs/delete",
        "POST /api/2.0/mlflow/runs/restore",
        "POST /api/2.0/mlflow/runs/log-metric",
        "POST /api/2.0/mlflow/runs/log-parameter",
        "POST /api/2.0/mlflow/runs/log-batch",
        "POST /api/2.0/mlflow/runs/set-tag",
        "POST /api/2.0/mlflow/runs/delete-tag",
        "GET /api/2.0/mlflow/metrics/get-history"
      })
  void logs_to_runs() {
    String id = client.createRun("0").getRunId();
    client.logParam(id, "lr", "0.1");
    client.logMetric(id, "auc", 0.5);
    client.logMetric(id, "auc", 0.9, 1234, 7);
    client.logMetric(id, "broken", Double.NaN);
    client.logBatch(
        id,
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    Service.Metric.newBuilder()
                        .setKey("loss")
                        .setValue(1.0 / (i + 1))
                        .setStep(i)
                        .setTimestamp(i)
                        .build())
            .toList(),
        List.of(Service.Param.newBuilder().setKey("depth").setValue("6").build()),
        List.of(Service.RunTag.newBuilder().setKey("team").setValue("a").build()));
    client.setTag(id, "stage", "x");
    client.setTag(id, "gone", "x");
    client.deleteTag(id, "gone");
    client.setTerminated(id, Service.RunStatus.FAILED, 99_000);
    Service.Run run = client.getRun(id);
    assertThat(run.getInfo().getStatus()).isEqualTo(Service.RunStatus.FAILED);
    assertThat(run.getInfo().getEndTime()).isEqualTo(99_000);
    assertThat(run.getInfo().getArtifactUri())
        .isEqualTo("mlflow-artifacts:/0/" + id + "/artifacts");
    assertThat(run.getData().getMetricsList())
        .anySatisfy(
            metric -> {
              assertThat(metric.getKey()).isEqualTo("auc");
              assertThat(metric.getValue()).isEqualTo(0.9);
              assertThat(metric.getStep()).isEqualTo(7);
            })
        .anySatisfy(metric -> assertThat(metric.getValue()).isNaN());
    assertThat(run.getData().getParamsCount()).isEqualTo(2);
    assertThat(run.getData().getTagsList())
        .extracting(Service.RunTag::getKey)
        .contains("team", "stage", "mlflow.runName")
        .doesNotContain("gone");
    assertThat(client.getMetricHistory(id, "loss")).hasSize(50);
    client.deleteRun(id);
    assertThat(client.getRun(id).getInfo().getLifecycleStage()).isEqualTo("deleted");
    client.restoreRun(id);
    client.setTag(id, "again", "x");
  }

  @Test
  @Witness(
      client = "org.mlflow:mlflow-client 2.17.2",
      routes = {"POST /api/2.0/mlflow/runs/search"})
  void searches_runs_page_after_page() {
    for (int i = 0; i < 5; i++) {
      String id = client.createRun("0").getRunId();
      client.logMetric(id, "auc", i / 10.0);
    }
    RunsPage page =
        client.searchRuns(
            List.of("0"),
            "metrics.auc > 0.05",
            ViewType.ACTIVE_ONLY,
            3,
            List.of("metrics.auc DESC"));
    assertThat(page.getItems()).hasSize(3);
    assertThat(page.hasNextPage()).isTrue();
    assertThat(page.getNextPage().getPageSize()).isEqualTo(1);
  }

  @Test
  @Witness(
      client = "org.mlflow:mlflow-client 2.17.2",
      routes = {"POST /api/2.0/mlflow/runs/create", "POST /api/2.0/mlflow/runs/log-batch"})
  void runs_its_fluent_context() {
    MlflowContext context = new MlflowContext(client).setExperimentId("0");
    context.withActiveRun(
        "fluent",
        run -> {
          run.logParams(Map.of("a", "1", "b", "2"));
          run.logMetrics(Map.of("x", 1.0, "y", 2.0), 3);
          run.setTags(Map.of("t", "u"));
          context.startRun("nested", run.getId()).endRun();
        });
    List<Service.RunInfo> runs = new ArrayList<>();
    client
        .searchRuns(List.of("0"), "", ViewType.ACTIVE_ONLY, 10)
        .getItems()
        .forEach(run -> runs.add(run.getInfo()));
    assertThat(runs)
        .extracting(Service.RunInfo::getRunName)
        .containsExactlyInAnyOrder("fluent", "nested");
    assertThat(runs)
        .extracting(Service.RunInfo::getStatus)
        .containsOnly(Service.RunStatus.FINISHED);
  }
}
