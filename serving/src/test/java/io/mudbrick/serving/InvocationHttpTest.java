package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scoring protocol as {@code curl} speaks it. */
@MudbrickTest
class InvocationHttpTest {
  private Mudbrick platform;

  @BeforeEach
  void deploy(Mudbrick mudbrick) {
    platform = mudbrick;
    Telco telco = Telco.in(platform);
    telco.register(0.1, telco.withFeatures());
    Serving serving = platform.module(Serving.class);
    serving.create(EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "1")));
    serving.await("churn", Duration.ofSeconds(60));
  }

  @Test
  @Witness(
      client = "curl",
      routes = {"POST /serving-endpoints/{name}/invocations"})
  void a_body_is_answered_with_predictions_and_the_entity_that_made_them() throws Exception {
    HttpResponse<String> answer =
        post(
            "churn",
            "{\"dataframe_records\":[{\"customer_id\":7},{\"customer_id\":8,\"tenure\":0}]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"predictions\":[\"No\",\"Yes\"]}");
    assertThat(answer.headers().firstValue("served-model-name")).hasValue("telco-churn-model-1");
  }

  @Test
  void what_cannot_be_answered_is_a_client_error_with_a_reason() throws Exception {
    refused("nobody", "{\"instances\":[[1,2]]}", 404, "RESOURCE_DOES_NOT_EXIST");
    refused("churn", "{", 400, "JSON");
    refused("churn", "[1]", 400, "JSON");
    refused("churn", "{\"rows\":[]}", 400, "exactly one of the input fields");
    refused("churn", "{\"dataframe_records\":[{\"charges\":\"x\",\"tenure\":1}]}", 400, "charges");
    refused("churn", "{\"instances\":" + "[".repeat(5000) + "]".repeat(5000) + "}", 400, "JSON");
    StringBuilder wide = new StringBuilder("{\"dataframe_records\":[{\"customer_id\":1");
    for (int i = 0; i < 20_000; i++) {
      wide.append(",\"c").append(i).append("\":1");
    }
    assertThat(post("churn", wide.append("}]}").toString()).statusCode()).isEqualTo(200);
  }

  private void refused(String endpoint, String body, int status, String reason) throws Exception {
    HttpResponse<String> answer = post(endpoint, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(reason, "\"error_code\"");
  }

  private HttpResponse<String> post(String endpoint, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(platform.uri() + "/serving-endpoints/" + endpoint + "/invocations"))
                .header("Authorization", "Bearer " + platform.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
