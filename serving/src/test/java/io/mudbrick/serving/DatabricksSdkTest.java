package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.service.serving.CreateServingEndpoint;
import com.databricks.sdk.service.serving.DataframeSplitInput;
import com.databricks.sdk.service.serving.EndpointCoreConfigInput;
import com.databricks.sdk.service.serving.EndpointStateConfigUpdate;
import com.databricks.sdk.service.serving.EndpointStateReady;
import com.databricks.sdk.service.serving.EndpointTag;
import com.databricks.sdk.service.serving.PatchServingEndpointTags;
import com.databricks.sdk.service.serving.QueryEndpointInput;
import com.databricks.sdk.service.serving.ServedEntityInput;
import com.databricks.sdk.service.serving.ServingEndpoint;
import com.databricks.sdk.service.serving.ServingEndpointDetailed;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The Databricks SDK, unmodified, creates an endpoint, waits for it, asks it, changes it. */
@MudbrickTest
class DatabricksSdkTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/serving-endpoints",
        "GET /api/2.0/serving-endpoints",
        "GET /api/2.0/serving-endpoints/{name}",
        "PUT /api/2.0/serving-endpoints/{name}/config",
        "PATCH /api/2.0/serving-endpoints/{name}/tags",
        "DELETE /api/2.0/serving-endpoints/{name}",
        "POST /serving-endpoints/{name}/invocations"
      })
  void an_endpoint_lives_its_life(Mudbrick platform) throws TimeoutException {
    Telco telco = Telco.in(platform);
    telco.register(0.1, telco.withFeatures());
    telco.register(0.2, null);
    WorkspaceClient client =
        new WorkspaceClient(
            new DatabricksConfig()
                .setHost(platform.host().toString())
                .setToken(platform.token())
                .setAuthType("pat"));
    ServingEndpointDetailed endpoint =
        client
            .servingEndpoints()
            .create(
                new CreateServingEndpoint()
                    .setName("churn")
                    .setDescription("who leaves")
                    .setConfig(config("1")))
            .get(LONG);
    assertThat(endpoint.getState().getReady()).isEqualTo(EndpointStateReady.READY);
    assertThat(endpoint.getState().getConfigUpdate())
        .isEqualTo(EndpointStateConfigUpdate.NOT_UPDATING);
    assertThat(endpoint.getConfig().getServedEntities())
        .extracting(entity -> entity.getEntityVersion())
        .containsExactly("1");
    assertThat(endpoint.getConfig().getTrafficConfig().getRoutes())
        .extracting(route -> route.getTrafficPercentage())
        .containsExactly(100L);

    assertThat(
            client
                .servingEndpoints()
                .query(
                    new QueryEndpointInput()
                        .setName("churn")
                        .setDataframeRecords(List.of(Map.of("customer_id", 7))))
                .getPredictions())
        .hasSize(1);
    assertThat(
            client
                .servingEndpoints()
                .query(
                    new QueryEndpointInput()
                        .setName("churn")
                        .setDataframeSplit(
                            new DataframeSplitInput()
                                .setColumns(List.of("customer_id", "charges", "tenure"))
                                .setData(List.of(List.of(1, 29.85, 1), List.of(2, 56.95, 34)))))
                .getPredictions())
        .containsExactly("Yes", "No");

    ServingEndpointDetailed updated =
        client.servingEndpoints().updateConfig(config("2").setName("churn")).get(LONG);
    assertThat(updated.getConfig().getConfigVersion()).isEqualTo(2);
    assertThat(updated.getPendingConfig()).isNull();
    assertThatThrownBy(
            () ->
                client
                    .servingEndpoints()
                    .query(
                        new QueryEndpointInput()
                            .setName("churn")
                            .setDataframeRecords(List.of(Map.of("customer_id", 7)))))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("charges");

    assertThat(
            client
                .servingEndpoints()
                .patch(
                    new PatchServingEndpointTags()
                        .setName("churn")
                        .setAddTags(List.of(new EndpointTag().setKey("team").setValue("risk"))))
                .getTags())
        .extracting(EndpointTag::getValue)
        .containsExactly("risk");
    assertThat(client.servingEndpoints().list())
        .extracting(ServingEndpoint::getName)
        .containsExactly("churn");
    client.servingEndpoints().delete("churn");
    assertThatThrownBy(() -> client.servingEndpoints().get("churn")).isInstanceOf(NotFound.class);
  }

  private static EndpointCoreConfigInput config(String version) {
    return new EndpointCoreConfigInput()
        .setServedEntities(
            List.of(
                new ServedEntityInput()
                    .setEntityName(Telco.MODEL)
                    .setEntityVersion(version)
                    .setWorkloadSize("Small")
                    .setScaleToZeroEnabled(true)));
  }
}
