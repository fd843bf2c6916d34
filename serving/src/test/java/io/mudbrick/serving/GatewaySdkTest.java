package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.ResourceConflict;
import com.databricks.sdk.service.serving.AiGatewayConfig;
import com.databricks.sdk.service.serving.AiGatewayInferenceTableConfig;
import com.databricks.sdk.service.serving.AiGatewayRateLimit;
import com.databricks.sdk.service.serving.AiGatewayRateLimitKey;
import com.databricks.sdk.service.serving.AiGatewayRateLimitRenewalPeriod;
import com.databricks.sdk.service.serving.AutoCaptureConfigInput;
import com.databricks.sdk.service.serving.CreateServingEndpoint;
import com.databricks.sdk.service.serving.EndpointCoreConfigInput;
import com.databricks.sdk.service.serving.ExportMetricsResponse;
import com.databricks.sdk.service.serving.PutAiGatewayRequest;
import com.databricks.sdk.service.serving.PutAiGatewayResponse;
import com.databricks.sdk.service.serving.PutRequest;
import com.databricks.sdk.service.serving.QueryEndpointInput;
import com.databricks.sdk.service.serving.RateLimitKey;
import com.databricks.sdk.service.serving.RateLimitRenewalPeriod;
import com.databricks.sdk.service.serving.ServedEntityInput;
import com.databricks.sdk.service.serving.ServingEndpointDetailed;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Databricks SDK, unmodified, limits an endpoint, logs its requests and looks at it. */
@MudbrickTest
class GatewaySdkTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String ENTITY = "telco-churn-model-1";

  private Mudbrick platform;
  private WorkspaceClient client;

  @BeforeEach
  void connect(Mudbrick mudbrick) {
    platform = mudbrick;
    client =
        new WorkspaceClient(
            new DatabricksConfig()
                .setHost(platform.host().toString())
                .setToken(platform.token())
                .setAuthType("pat"));
    Telco.in(platform).register(0.1, null);
  }

  private static EndpointCoreConfigInput config() {
    return new EndpointCoreConfigInput()
        .setServedEntities(
            List.of(
                new ServedEntityInput()
                    .setEntityName(Telco.MODEL)
                    .setEntityVersion("1")
                    .setMinProvisionedConcurrency(4L)
                    .setMaxProvisionedConcurrency(8L)
                    .setEnvironmentVars(Map.of("MODE", "test"))));
  }

  private void ask() {
    client
        .servingEndpoints()
        .query(
            new QueryEndpointInput()
                .setName("churn")
                .setClientRequestId("mine")
                .setDataframeRecords(List.of(Map.of("charges", 29.85, "tenure", 1))));
  }

  /** By another client, as the SDK asks again after 429. */
  private int status() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(platform.uri() + "/serving-endpoints/churn/invocations"))
                .header("Authorization", "Bearer " + platform.token())
                .POST(HttpRequest.BodyPublishers.ofString("{\"instances\": [[29.85, 1]]}"))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "PUT /api/2.0/serving-endpoints/{name}/ai-gateway",
        "PUT /api/2.0/serving-endpoints/{name}/rate-limits"
      })
  void a_gateway_limits_and_logs() throws Exception {
    AiGatewayRateLimit twice =
        new AiGatewayRateLimit()
            .setCalls(2L)
            .setKey(AiGatewayRateLimitKey.ENDPOINT)
            .setRenewalPeriod(AiGatewayRateLimitRenewalPeriod.MINUTE);
    ServingEndpointDetailed endpoint =
        client
            .servingEndpoints()
            .create(
                new CreateServingEndpoint()
                    .setName("churn")
                    .setConfig(config())
                    .setAiGateway(
                        new AiGatewayConfig()
                            .setInferenceTableConfig(
                                new AiGatewayInferenceTableConfig()
                                    .setCatalogName("telco")
                                    .setSchemaName("churn")
                                    .setTableNamePrefix("log")
                                    .setEnabled(true))
                            .setRateLimits(List.of(twice))))
            .get(LONG);
    assertThat(endpoint.getAiGateway().getRateLimits()).containsExactly(twice);
    assertThat(
            endpoint
                .getConfig()
                .getServedEntities()
                .iterator()
                .next()
                .getMaxProvisionedConcurrency())
        .isEqualTo(8);
    ask();
    ask();
    assertThat(status()).isEqualTo(429);
    assertThatThrownBy(
            () ->
                client
                    .servingEndpoints()
                    .create(new CreateServingEndpoint().setName("churn").setConfig(config())))
        .isInstanceOf(ResourceConflict.class);

    PutAiGatewayResponse unlimited =
        client
            .servingEndpoints()
            .putAiGateway(
                new PutAiGatewayRequest()
                    .setName("churn")
                    .setInferenceTableConfig(endpoint.getAiGateway().getInferenceTableConfig()));
    assertThat(unlimited.getRateLimits()).isEmpty();
    ask();
    platform.flush();
    assertThat(
            platform.module(Catalog.class).tables().open("telco.churn.log_payload").read().toRows())
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.getString("client_request_id")).isEqualTo("mine"));

    client
        .servingEndpoints()
        .put(
            new PutRequest()
                .setName("churn")
                .setRateLimits(
                    List.of(
                        new com.databricks.sdk.service.serving.RateLimit()
                            .setCalls(0L)
                            .setKey(RateLimitKey.USER)
                            .setRenewalPeriod(RateLimitRenewalPeriod.MINUTE))));
    assertThat(status()).isEqualTo(429);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "GET /api/2.0/serving-endpoints/{name}/served-models/{entity}/build-logs",
        "GET /api/2.0/serving-endpoints/{name}/served-models/{entity}/logs",
        "GET /api/2.0/serving-endpoints/{name}/metrics",
        "GET /api/2.0/serving-endpoints/{name}/openapi"
      })
  void an_endpoint_tells_of_itself() throws TimeoutException, IOException {
    ServingEndpointDetailed endpoint =
        client
            .servingEndpoints()
            .create(
                new CreateServingEndpoint()
                    .setName("churn")
                    .setConfig(
                        config()
                            .setAutoCaptureConfig(
                                new AutoCaptureConfigInput()
                                    .setCatalogName("telco")
                                    .setSchemaName("churn")
                                    .setEnabled(true))))
            .get(LONG);
    assertThat(endpoint.getConfig().getAutoCaptureConfig().getState().getPayloadTable().getName())
        .isEqualTo("telco.churn.churn_payload");
    ask();
    assertThat(client.servingEndpoints().buildLogs("churn", ENTITY).getLogs())
        .contains("Loading telco.churn.model/1");
    assertThat(client.servingEndpoints().logs("churn", ENTITY).getLogs()).isEmpty();
    ExportMetricsResponse metrics = client.servingEndpoints().exportMetrics("churn");
    assertThat(text(metrics.getContents()))
        .contains("request_count_total{endpoint_name=\"churn\",served_entity_name=\"" + ENTITY)
        .contains("} 1.0\n");
    Map<String, Object> api =
        Json.object(text(client.servingEndpoints().getOpenApi("churn").getContents()));
    assertThat(api).containsEntry("openapi", "3.1.0");
    assertThat(api.get("paths"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("/served-models/" + ENTITY + "/invocations");
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
