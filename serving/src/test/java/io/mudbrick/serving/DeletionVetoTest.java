package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.MudbrickTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each face of the registry says why what an endpoint serves stays. */
@MudbrickTest
class DeletionVetoTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static HttpResponse<String> delete(Mudbrick platform, String path, Map<String, ?> body)
      throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(platform.uri() + path))
            .header("Authorization", "Bearer " + platform.token())
            .header("Content-Type", "application/json")
            .method("DELETE", BodyPublishers.ofString(Json.write(body)))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void what_an_endpoint_serves_is_not_deleted_through_any_face_unless_forced(
      Mudbrick platform, Serving serving) throws Exception {
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    Registry registry = platform.module(Registry.class);
    registry.setAlias(Telco.MODEL, "champion", 1);
    serving.create(EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "@champion")));
    serving.await("churn", Duration.ofSeconds(60));

    Map<String, String> version = Map.of("name", Telco.MODEL, "version", "1");
    Map<String, String> model = Map.of("name", Telco.MODEL);
    String unity = "/api/2.1/unity-catalog/models/" + Telco.MODEL;
    for (HttpResponse<String> refused :
        List.of(
            delete(platform, "/api/2.0/mlflow/model-versions/delete", version),
            delete(platform, "/api/2.0/mlflow/unity-catalog/model-versions/delete", version),
            delete(platform, unity + "/versions/1", Map.of()),
            delete(platform, "/api/2.0/mlflow/registered-models/delete", model),
            delete(platform, "/api/2.0/mlflow/unity-catalog/registered-models/delete", model),
            delete(platform, unity, Map.of()))) {
      assertThat(refused.statusCode()).as(refused.uri() + " " + refused.body()).isEqualTo(409);
      assertThat(refused.body()).contains("RESOURCE_CONFLICT", "served by endpoint churn");
    }
    assertThat(registry.versions(Telco.MODEL)).hasSize(1);
    assertThat(registry.versionByAlias(Telco.MODEL, "champion").version()).isEqualTo(1);

    assertThat(delete(platform, unity + "/versions/1?force=true", Map.of()).statusCode())
        .isEqualTo(200);
    assertThat(registry.versions(Telco.MODEL)).isEmpty();
  }
}
