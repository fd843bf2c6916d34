package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.service.ml.CreateExperiment;
import com.databricks.sdk.service.ml.CreateLoggedModelRequest;
import com.databricks.sdk.service.ml.CreateRun;
import com.databricks.sdk.service.ml.Dataset;
import com.databricks.sdk.service.ml.DatasetInput;
import com.databricks.sdk.service.ml.DeleteExperiment;
import com.databricks.sdk.service.ml.DeleteRun;
import com.databricks.sdk.service.ml.DeleteTag;
import com.databricks.sdk.service.ml.ExperimentTag;
import com.databricks.sdk.service.ml.ExperimentsAPI;
import com.databricks.sdk.service.ml.FinalizeLoggedModelRequest;
import com.databricks.sdk.service.ml.GetHistoryRequest;
import com.databricks.sdk.service.ml.ListArtifactsRequest;
import com.databricks.sdk.service.ml.ListExperimentsRequest;
import com.databricks.sdk.service.ml.LogBatch;
import com.databricks.sdk.service.ml.LogInputs;
import com.databricks.sdk.service.ml.LogLoggedModelParamsRequest;
import com.databricks.sdk.service.ml.LogMetric;
import com.databricks.sdk.service.ml.LogModel;
import com.databricks.sdk.service.ml.LogOutputsRequest;
import com.databricks.sdk.service.ml.LogParam;
import com.databricks.sdk.service.ml.LoggedModel;
import com.databricks.sdk.service.ml.LoggedModelParameter;
import com.databricks.sdk.service.ml.LoggedModelStatus;
import com.databricks.sdk.service.ml.LoggedModelTag;
import com.databricks.sdk.service.ml.Metric;
import com.databricks.sdk.service.ml.ModelOutput;
import com.databricks.sdk.service.ml.RestoreExperiment;
import com.databricks.sdk.service.ml.RestoreRun;
import com.databricks.sdk.service.ml.Run;
import com.databricks.sdk.service.ml.RunTag;
import com.databricks.sdk.service.ml.SearchExperiments;
import com.databricks.sdk.service.ml.SearchLoggedModelsRequest;
import com.databricks.sdk.service.ml.SearchRuns;
import com.databricks.sdk.service.ml.SetExperimentTag;
import com.databricks.sdk.service.ml.SetLoggedModelTagsRequest;
import com.databricks.sdk.service.ml.SetTag;
import com.databricks.sdk.service.ml.UpdateRun;
import com.databricks.sdk.service.ml.UpdateRunStatus;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Databricks SDK finds experiments and runs where a workspace would have them. */
@MudbrickTest
class DatabricksSdkTest {
  private ExperimentsAPI experiments;

  @BeforeEach
  void connect(Mudbrick platform) {
    DatabricksConfig config =
        new DatabricksConfig()
            .setHost(platform.host().toString())
            .setToken(platform.token())
            .setAuthType("pat");
    experiments = new WorkspaceClient(config).experiments();
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/mlflow/experiments/create",
        "GET /api/2.0/mlflow/experiments/get",
        "GET /api/2.0/mlflow/experiments/get-by-name",
        "GET /api/2.0/mlflow/experiments/list",
        "POST /api/2.0/mlflow/experiments/search",
        "POST /api/2.0/mlflow/experiments/set-experiment-tag",
        "POST /api/2.0/mlflow/experiments/delete",
        "POST /api/2.0/mlflow/experiments/restore"
      })
  void keeps_experiments() {
    String id =
        experiments
            .createExperiment(
                new CreateExperiment()
                    .setName("/Users/me/churn")
                    .setTags(List.of(new ExperimentTag().setKey("a").setValue("b"))))
            .getExperimentId();
    experiments.setExperimentTag(
        new SetExperimentTag().setExperimentId(id).setKey("c").setValue("d"));
    assertThat(experiments.getExperiment(id).getExperiment().getTags()).hasSize(2);
    assertThat(experiments.getByName("/Users/me/churn").getExperiment().getExperimentId())
        .isEqualTo(id);
    assertThat(experiments.listExperiments(new ListExperimentsRequest())).hasSize(2);
    assertThat(
            experiments.searchExperiments(
                new SearchExperiments().setFilter("name ILIKE '%CHURN'").setMaxResults(1L)))
        .hasSize(1);
    experiments.deleteExperiment(new DeleteExperiment().setExperimentId(id));
    experiments.restoreExperiment(new RestoreExperiment().setExperimentId(id));
    assertThatThrownBy(() -> experiments.getExperiment("424242"))
        .isInstanceOf(ResourceDoesNotExist.class)
        .hasMessage("No Experiment with id=424242 exists");
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/mlflow/runs/create",
        "GET /api/2.0/mlflow/runs/get",
        "POST /api/2.0/mlflow/runs/update",
        "POST /api/2.0/mlflow/runs/search",
        "POST /api/2.0/mlflow/runs/log-metric",
        "POST /api/2.0/mlflow/runs/log-parameter",
        "POST /api/2.0/mlflow/runs/log-batch",
        "POST /api/2.0/mlflow/runs/set-tag",
        "GET /api/2.0/mlflow/metrics/get-history",
        "GET /api/2.0/mlflow/artifacts/list"
      })
  void logs_to_runs_and_finds_them(Tracking tracking) {
    String id =
        experiments
            .createRun(new CreateRun().setExperimentId("0").setRunName("sdk").setStartTime(5L))
            .getRun()
            .getInfo()
            .getRunId();
    experiments.logMetric(
        new LogMetric().setRunId(id).setKey("auc").setValue(0.9).setTimestamp(1L).setStep(2L));
    experiments.logParam(new LogParam().setRunId(id).setKey("lr").setValue("0.1"));
    experiments.logBatch(
        new LogBatch()
            .setRunId(id)
            .setMetrics(
                List.of(new Metric().setKey("auc").setValue(0.95).setTimestamp(2L).setStep(3L))));
    experiments.setTag(new SetTag().setRunId(id).setKey("team").setValue("a"));
    experiments.updateRun(
        new UpdateRun().setRunId(id).setStatus(UpdateRunStatus.FINISHED).setEndTime(9L));
    tracking.logArtifact(id, "a.txt", new ByteArrayInputStream(new byte[2]));
    Run run = experiments.getRun(id).getRun();
    assertThat(run.getInfo().getRunName()).isEqualTo("sdk");
    assertThat(run.getInfo().getEndTime()).isEqualTo(9);
    assertThat(run.getData().getMetrics().iterator().next().getValue()).isEqualTo(0.95);
    assertThat(experiments.getHistory(new GetHistoryRequest().setRunId(id).setMetricKey("auc")))
        .hasSize(2);
    assertThat(
            experiments.searchRuns(
                new SearchRuns()
                    .setExperimentIds(List.of("0"))
                    .setFilter("params.lr = '0.1' AND tags.team = 'a'")))
        .hasSize(1);
    assertThat(experiments.listArtifacts(new ListArtifactsRequest().setRunId(id)))
        .extracting(file -> file.getPath())
        .containsExactly("a.txt");
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/mlflow/logged-models",
        "GET /api/2.0/mlflow/logged-models/{model_id}",
        "PATCH /api/2.0/mlflow/logged-models/{model_id}",
        "DELETE /api/2.0/mlflow/logged-models/{model_id}",
        "POST /api/2.0/mlflow/logged-models/search"
      })
  void keeps_logged_models() {
    String id =
        experiments
            .createLoggedModel(
                new CreateLoggedModelRequest().setExperimentId("0").setName("forest"))
            .getModel()
            .getInfo()
            .getModelId();
    experiments.finalizeLoggedModel(
        new FinalizeLoggedModelRequest()
            .setModelId(id)
            .setStatus(LoggedModelStatus.LOGGED_MODEL_READY));
    assertThat(experiments.getLoggedModel(id).getModel().getInfo().getStatus())
        .isEqualTo(LoggedModelStatus.LOGGED_MODEL_READY);
    assertThat(
            experiments
                .searchLoggedModels(new SearchLoggedModelsRequest().setExperimentIds(List.of("0")))
                .getModels())
        .hasSize(1);
    experiments.deleteLoggedModel(id);
    assertThatThrownBy(() -> experiments.getLoggedModel(id))
        .isInstanceOf(ResourceDoesNotExist.class);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/mlflow/logged-models/{model_id}/params",
        "PATCH /api/2.0/mlflow/logged-models/{model_id}/tags",
        "DELETE /api/2.0/mlflow/logged-models/{model_id}/tags/{tag_key}",
        "POST /api/2.0/mlflow/runs/log-inputs",
        "POST /api/2.0/mlflow/runs/outputs",
        "POST /api/2.0/mlflow/runs/log-model",
        "POST /api/2.0/mlflow/runs/delete-tag",
        "POST /api/2.0/mlflow/runs/delete",
        "POST /api/2.0/mlflow/runs/restore"
      })
  void ties_models_and_datasets_to_runs() {
    String run =
        experiments.createRun(new CreateRun().setExperimentId("0")).getRun().getInfo().getRunId();
    String model =
        experiments
            .createLoggedModel(
                new CreateLoggedModelRequest().setExperimentId("0").setName("forest"))
            .getModel()
            .getInfo()
            .getModelId();
    experiments.logLoggedModelParams(
        new LogLoggedModelParamsRequest()
            .setModelId(model)
            .setParams(List.of(new LoggedModelParameter().setKey("depth").setValue("6"))));
    experiments.setLoggedModelTags(
        new SetLoggedModelTagsRequest()
            .setModelId(model)
            .setTags(
                List.of(
                    new LoggedModelTag().setKey("team").setValue("a"),
                    new LoggedModelTag().setKey("gone").setValue("b"))));
    experiments.deleteLoggedModelTag(model, "gone");
    experiments.logInputs(
        new LogInputs()
            .setRunId(run)
            .setDatasets(
                List.of(
                    new DatasetInput()
                        .setDataset(
                            new Dataset()
                                .setName("churn")
                                .setDigest("1")
                                .setSourceType("local")
                                .setSource("/data")))));
    experiments.logOutputs(
        new LogOutputsRequest()
            .setRunId(run)
            .setModels(List.of(new ModelOutput().setModelId(model).setStep(2L))));
    experiments.logModel(
        new LogModel()
            .setRunId(run)
            .setModelJson(
                "{\"run_id\":\""
                    + run
                    + "\",\"artifact_path\":\"model\",\"utc_time_created\":\"2026-01-01\","
                    + "\"flavors\":{}}"));
    experiments.setTag(new SetTag().setRunId(run).setKey("short").setValue("x"));
    experiments.deleteTag(new DeleteTag().setRunId(run).setKey("short"));
    experiments.deleteRun(new DeleteRun().setRunId(run));
    experiments.restoreRun(new RestoreRun().setRunId(run));

    LoggedModel kept = experiments.getLoggedModel(model).getModel();
    assertThat(kept.getData().getParams())
        .extracting(LoggedModelParameter::getValue)
        .containsExactly("6");
    assertThat(kept.getInfo().getTags()).extracting(LoggedModelTag::getKey).containsExactly("team");
    Run seen = experiments.getRun(run).getRun();
    assertThat(seen.getInputs().getDatasetInputs())
        .extracting(input -> input.getDataset().getName())
        .containsExactly("churn");
    assertThat(seen.getData().getTags())
        .extracting(RunTag::getKey)
        .contains("mlflow.log-model.history")
        .doesNotContain("short");
  }
}
