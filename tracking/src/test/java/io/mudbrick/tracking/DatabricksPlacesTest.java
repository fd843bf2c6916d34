package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Artifacts have one place and two names: which one a client is told depends on what it is. */
@MudbrickTest
class DatabricksPlacesTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String SDK = "mlflow/3.11.1 databricks-sdk-py/0.141.0 python/3.11.7";
  private static final String PLAIN = "mlflow-python-client/3.11.1";
  private static final String MANAGED = "dbfs:/databricks/mlflow-tracking/";

  private Mudbrick platform;
  private Tracking tracking;

  @BeforeEach
  void connect(Mudbrick fresh) {
    platform = fresh;
    tracking = fresh.module(Tracking.class);
  }

  private String call(String method, String path, String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(platform.uri() + path))
            .header("Authorization", "Bearer " + platform.token())
            .header("Content-Type", "application/json")
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
  }

  private String get(String path, String agent) throws IOException, InterruptedException {
    return call("GET", "/api/2.0/mlflow" + path, null, "User-Agent", agent);
  }

  @Test
  void a_run_is_called_by_the_name_that_its_reader_knows() throws Exception {
    String experiment = tracking.getOrCreateExperiment("two names").experimentId();
    String run = tracking.createRun(NewRun.in(experiment).build()).runId();
    String path = experiment + "/" + run + "/artifacts";
    for (String ask : List.of("/runs/get?run_id=" + run, "/artifacts/list?run_id=" + run)) {
      assertThat(get(ask, PLAIN)).contains("\"mlflow-artifacts:/" + path + "\"");
      assertThat(get(ask, SDK)).contains("\"" + MANAGED + path + "\"");
    }
    String search = "{\"experiment_ids\": [\"" + experiment + "\"]}";
    assertThat(call("POST", "/api/2.0/mlflow/runs/search", search, "User-Agent", SDK))
        .contains("\"" + MANAGED + path + "\"");
    assertThat(call("POST", "/api/2.0/mlflow/runs/search", search, "x-databricks-org-id", "1"))
        .contains("\"" + MANAGED + path + "\"");
  }

  @Test
  void experiments_and_logged_models_too() throws Exception {
    String experiment = tracking.getOrCreateExperiment("two names").experimentId();
    LoggedModel model =
        tracking.createLoggedModel(NewLoggedModel.in(experiment).name("model").build());
    assertThat(get("/experiments/get?experiment_id=" + experiment, SDK))
        .contains("\"" + MANAGED + experiment + "\"");
    assertThat(get("/experiments/get-by-name?experiment_name=two%20names", SDK))
        .contains("\"" + MANAGED + experiment + "\"");
    assertThat(call("POST", "/api/2.0/mlflow/experiments/search", "{}", "User-Agent", SDK))
        .contains("\"" + MANAGED + "0\"")
        .doesNotContain("mlflow-artifacts");
    String path = experiment + "/logged_models/" + model.modelId() + "/artifacts";
    assertThat(get("/logged-models/" + model.modelId(), SDK))
        .contains("\"" + MANAGED + path + "\"");
    assertThat(get("/logged-models/" + model.modelId() + "/artifacts/directories", SDK))
        .contains("\"" + MANAGED + path + "\"");
  }

  @Test
  void a_place_of_the_users_choice_has_one_name() throws Exception {
    for (String chosen : List.of("s3://bucket/a", "file:///tmp/a", "dbfs:/team/a")) {
      String experiment =
          tracking.createExperiment(new NewExperiment(chosen, chosen, Map.of())).experimentId();
      String run = tracking.createRun(NewRun.in(experiment).build()).runId();
      for (String agent : List.of(PLAIN, SDK)) {
        assertThat(get("/runs/get?run_id=" + run, agent))
            .contains("\"" + chosen + "/" + run + "/artifacts\"");
      }
    }
  }

  @Test
  void nobody_chooses_a_place_that_the_server_gives_out() {
    for (String taken : List.of(MANAGED + "0", "dbfs:/databricks/mlflow-tracking")) {
      assertThatThrownBy(
              () -> tracking.createExperiment(new NewExperiment("taken", taken, Map.of())))
          .hasMessageContaining("gives out");
    }
  }

  @Test
  void in_a_chosen_place_of_our_own_the_files_are_found_under_both_names() throws Exception {
    String experiment =
        tracking
            .createExperiment(new NewExperiment("team", "mlflow-artifacts:/team", Map.of()))
            .experimentId();
    String run = tracking.createRun(NewRun.in(experiment).build()).runId();
    tracking.logArtifact(run, "f", new ByteArrayInputStream(new byte[] {'x'}));
    assertThat(get("/runs/get?run_id=" + run, SDK))
        .contains("\"" + MANAGED + experiment + "/" + run + "/artifacts\"");
    assertThat(
            call(
                "GET",
                "/api/2.0/fs/files/WorkspaceInternal/Mlflow/Artifacts/"
                    + (experiment + "/Runs/" + run + "/artifacts/f"),
                null))
        .isEqualTo("x");
    assertThat(
            call("GET", "/api/2.0/mlflow-artifacts/artifacts/team/" + run + "/artifacts/f", null))
        .isEqualTo("x");
  }

  @Test
  void the_api_of_dbfs_does_not_lead_round_the_permissions() throws Exception {
    String run = tracking.createRun(NewRun.in("0").build()).runId();
    String path = "/databricks/mlflow-tracking/0/" + run + "/artifacts";
    assertThat(Json.object(call("GET", "/api/2.0/dbfs/list?path=" + path, null)))
        .containsEntry("error_code", "PERMISSION_DENIED");
    assertThat(Json.object(call("POST", "/dbfs" + path + "/f", "x")))
        .containsEntry("error_code", "PERMISSION_DENIED");
    assertThat(Json.object(call("GET", "/dbfs/databricks//mlflow-tracking/0", null)))
        .containsEntry("error_code", "PERMISSION_DENIED");
    assertThat(call("POST", "/dbfs/team/" + run + "/artifacts/f", "whole")).isEqualTo("{}");
    assertThat(call("GET", "/dbfs/team/" + run + "/artifacts/f", null, "Range", "bytes=1-2"))
        .isEqualTo("ho");
    assertThat(Json.object(call("GET", "/dbfs/team/none", null)))
        .containsEntry("error_code", "RESOURCE_DOES_NOT_EXIST");
  }
}
