package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.ModelRegistry;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** MLflow's own Java client takes us for its registry; it writes by the paths it is given. */
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

  private void register(Mudbrick platform, String name, double slope) {
    String source = SmallModels.logged(platform, slope);
    client.sendPost(
        "model-versions/create",
        "{\"name\":\"%s\",\"source\":\"%s\",\"run_id\":\"%s\",\"description\":\"d\","
                .formatted(name, source, source.split("/")[1])
            + "\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}");
  }

  @Test
  @Witness(
      client = "org.mlflow:mlflow-client 2.17.2",
      routes = {
        "POST /api/2.0/mlflow/registered-models/create",
        "GET /api/2.0/mlflow/registered-models/get",
        "POST /api/2.0/mlflow/model-versions/create",
        "GET /api/2.0/mlflow/model-versions/get",
        "GET /api/2.0/mlflow/model-versions/search",
        "POST /api/2.0/mlflow/model-versions/transition-stage",
        "GET /api/2.0/mlflow/registered-models/get-latest-versions",
        "GET /api/2.0/mlflow/model-versions/get-download-uri"
      })
  void finds_models_and_versions(Mudbrick platform) {
    client.sendPost(
        "registered-models/create",
        "{\"name\":\"churn.model\",\"description\":\"who leaves\","
            + "\"tags\":[{\"key\":\"team\",\"value\":\"risk\"}]}");
    register(platform, "churn.model", 1);
    register(platform, "churn.model", 2);

    ModelRegistry.RegisteredModel model = client.getRegisteredModel("churn.model");
    assertThat(model.getName()).isEqualTo("churn.model");
    assertThat(model.getDescription()).isEqualTo("who leaves");
    assertThat(model.getTags(0).getKey()).isEqualTo("team");
    assertThat(model.getCreationTimestamp()).isPositive();
    assertThat(model.getLatestVersions(0).getVersion()).isEqualTo("2");

    ModelRegistry.ModelVersion version = client.getModelVersion("churn.model", "1");
    assertThat(version.getStatus()).isEqualTo(ModelRegistry.ModelVersionStatus.READY);
    assertThat(version.getCurrentStage()).isEqualTo("None");
    assertThat(version.getRunId()).hasSize(32);
    assertThat(version.getTags(0).getValue()).isEqualTo("v");

    client.sendPost(
        "model-versions/transition-stage",
        "{\"name\":\"churn.model\",\"version\":\"1\",\"stage\":\"production\","
            + "\"archive_existing_versions\":true}");
    assertThat(client.getLatestVersions("churn.model", List.of("Production")))
        .extracting(ModelRegistry.ModelVersion::getVersion)
        .containsExactly("1");
    assertThat(client.getLatestVersions("churn.model")).hasSize(2);
    assertThat(client.searchModelVersions("name='churn.model'").getItems()).hasSize(2);
    assertThat(client.searchModelVersions().getItems()).hasSize(2);
    assertThatThrownBy(() -> client.getRegisteredModel("nobody"))
        .isInstanceOfSatisfying(
            MlflowHttpException.class,
            e -> {
              assertThat(e.getStatusCode()).isEqualTo(404);
              assertThat(e.getBodyMessage()).contains("RESOURCE_DOES_NOT_EXIST");
            });
  }

  @Test
  void downloads_a_version_through_the_artifact_proxy(Mudbrick platform) throws Exception {
    client.sendPost("registered-models/create", "{\"name\":\"churn\"}");
    register(platform, "churn", 1);
    String uri = client.getModelVersionDownloadUri("churn", "1");
    String proxy = platform.uri() + "/api/2.0/mlflow-artifacts/artifacts/";
    assertThat(uri).startsWith(proxy);
    String path = uri.substring(proxy.length());
    assertThat(get(platform, "/api/2.0/mlflow-artifacts/artifacts?path=" + path))
        .contains("\"path\":\"MLmodel\"");
    assertThat(get(platform, "/api/2.0/mlflow-artifacts/artifacts/" + path + "/MLmodel"))
        .contains("flavors:");
    HttpRequest put =
        request(platform, "/api/2.0/mlflow-artifacts/artifacts/" + path + "/MLmodel")
            .PUT(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
    assertThat(get(platform, "/api/2.0/mlflow-artifacts/artifacts/" + path + "/MLmodel"))
        .contains("flavors:");
  }

  @Test
  void who_tracks_with_a_password_in_the_address_is_sent_there(Mudbrick platform) throws Exception {
    client.sendPost("registered-models/create", "{\"name\":\"churn\"}");
    register(platform, "churn", 1);
    String password =
        Base64.getEncoder()
            .encodeToString(("me:" + platform.token()).getBytes(StandardCharsets.UTF_8));
    URI asked =
        URI.create(
            platform.uri()
                + "/api/2.0/mlflow/model-versions/get-download-uri?name=churn&version=1");
    HttpRequest get =
        HttpRequest.newBuilder(asked).header("Authorization", "Basic " + password).build();
    assertThat(HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofString()).body())
        .contains("\"mlflow-artifacts:/models/workspace.default.churn/1\"");
  }

  @Test
  void aliases_answer_as_mlflow_has_them(Mudbrick platform) throws Exception {
    client.sendPost("registered-models/create", "{\"name\":\"churn\"}");
    register(platform, "churn", 1);
    client.sendPost(
        "registered-models/alias", "{\"name\":\"churn\",\"alias\":\"champion\",\"version\":\"1\"}");
    String base = "/api/2.0/mlflow/registered-models/";
    assertThat(get(platform, base + "alias?name=churn&alias=champion"))
        .contains("\"version\":\"1\"", "\"aliases\":[\"champion\"]");
    assertThat(get(platform, base + "alias?name=churn&alias=latest")).contains("\"version\":\"1\"");
    assertThat(get(platform, base + "search"))
        .contains("\"aliases\":[{\"alias\":\"champion\",\"version\":\"1\"}]");
    assertThat(get(platform, base + "alias?name=churn&alias=nobody"))
        .contains("INVALID_PARAMETER_VALUE", "Registered model alias nobody not found.");
  }

  private static String get(Mudbrick platform, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(request(platform, path).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static HttpRequest.Builder request(Mudbrick platform, String path) {
    return HttpRequest.newBuilder(URI.create(platform.uri() + path))
        .header("Authorization", "Bearer " + platform.token());
  }
}
