package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.net.URI;
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
    Curl.Reply answer =
        post(
            "churn",
            "{\"dataframe_records\":[{\"customer_id\":7,\"tenure\":7},{\"customer_id\":8,\"tenure\":0}]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"predictions\":[\"No\",\"Yes\"]}");
    assertThat(answer.header("served-model-name")).hasValue("telco-churn-model-1");
  }

  @Test
  void who_may_ask_an_endpoint_is_said_by_the_permissions_of_its_id() throws Exception {
    Identity identity = platform.module(Identity.class);
    identity.createUser("ann@example.com");
    String ann = identity.createToken("ann@example.com", "test");
    String list =
        "/api/2.0/permissions/serving-endpoints/"
            + platform.module(Serving.class).get("churn").id();
    String body = "{\"dataframe_records\":[{\"customer_id\":7}]}";
    String grant =
        "{\"access_control_list\":[{\"user_name\":\"ann@example.com\","
            + "\"permission_level\":\"%s\"}]}";
    String invoke = "/serving-endpoints/churn/invocations";

    assertThat(send(ann, "POST", invoke, body).statusCode()).isEqualTo(403);
    assertThat(send(ann, "GET", list, "").statusCode()).isEqualTo(403);
    assertThat(send(platform.token(), "GET", list + "/permissionLevels", "").body())
        .contains("CAN_VIEW", "CAN_QUERY", "CAN_MANAGE")
        .doesNotContain("CAN_EDIT");
    assertThat(send(platform.token(), "PATCH", list, grant.formatted("CAN_EDIT")).statusCode())
        .isEqualTo(400);

    assertThat(send(platform.token(), "PATCH", list, grant.formatted("CAN_QUERY")).body())
        .contains("\"object_type\":\"serving-endpoint\"", "ann@example.com", "CAN_QUERY");
    assertThat(send(ann, "POST", invoke, body).statusCode()).isEqualTo(200);
    assertThat(send(ann, "PATCH", list, grant.formatted("CAN_MANAGE")).statusCode()).isEqualTo(403);

    assertThat(send(platform.token(), "PUT", list, "{\"access_control_list\":[]}").statusCode())
        .isEqualTo(200);
    assertThat(send(ann, "POST", invoke, body).statusCode()).isEqualTo(403);
    String unknown = "/api/2.0/permissions/serving-endpoints/churn";
    assertThat(send(platform.token(), "GET", unknown, "").statusCode()).isEqualTo(404);
  }

  @Test
  void what_cannot_be_answered_is_a_client_error_with_a_reason() throws Exception {
    refused("nobody", "{\"instances\":[[1,2]]}", 404, "RESOURCE_DOES_NOT_EXIST");
    refused("churn", "{", 400, "JSON");
    refused("churn", "[1]", 400, "JSON");
    refused("churn", "{\"rows\":[]}", 400, "exactly one of the input fields");
    refused(
        "churn",
        "{\"dataframe_records\":[{\"customer_id\":7},{\"customer_id\":8,\"tenure\":0}]}",
        400,
        "overridden in some rows");
    refused("churn", "{\"dataframe_records\":[{\"charges\":\"x\",\"tenure\":1}]}", 400, "charges");
    refused("churn", "{\"instances\":" + "[".repeat(5000) + "]".repeat(5000) + "}", 400, "JSON");
    StringBuilder wide = new StringBuilder("{\"dataframe_records\":[{\"customer_id\":1");
    for (int i = 0; i < 20_000; i++) {
      wide.append(",\"c").append(i).append("\":1");
    }
    assertThat(post("churn", wide.append("}]}").toString()).statusCode()).isEqualTo(200);
  }

  private void refused(String endpoint, String body, int status, String reason) throws Exception {
    Curl.Reply answer = post(endpoint, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(reason, "\"error_code\"");
  }

  private Curl.Reply post(String endpoint, String body) throws Exception {
    return send(platform.token(), "POST", "/serving-endpoints/" + endpoint + "/invocations", body);
  }

  private Curl.Reply send(String token, String method, String path, String body) throws Exception {
    return Curl.send(token, method, URI.create(platform.uri() + path), body);
  }
}
