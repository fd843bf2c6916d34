package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients send by mistake is answered with a 4xx and a sentence, never with a 5xx. */
@MudbrickTest
class BadRequestTest {
  private static final String API = "/api/2.0/mlflow/";

  private Rest rest;
  private String run;

  @BeforeEach
  void a_run(Mudbrick platform) {
    rest = new Rest(platform);
    run = platform.module(Tracking.class).createRun(NewRun.in("0").build()).runId();
  }

  private Map<String, Object> refused(String method, String path, String body) {
    HttpResponse<byte[]> reply =
        rest.raw(method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    String text = new String(reply.body(), StandardCharsets.UTF_8);
    assertThat(reply.statusCode()).as(text).isBetween(400, 404);
    Map<String, Object> error = Json.object(text);
    assertThat(error).containsKeys("error_code", "message");
    return error;
  }

  private void assertInvalid(String path, String body, String message) {
    assertThat(refused("POST", API + path, body))
        .containsEntry("error_code", "INVALID_PARAMETER_VALUE")
        .hasEntrySatisfying("message", text -> assertThat(text).asString().startsWith(message));
  }

  @Test
  void broken_json_is_a_bad_request() {
    for (String body :
        new String[] {"{", "[]", "7", "\"x\"", "{\"run_id\": }", "{} {}", "\u0000"}) {
      assertThat(refused("POST", API + "runs/log-metric", body))
          .as(body)
          .containsEntry("error_code", "BAD_REQUEST");
    }
  }

  @Test
  void an_enumeration_is_understood_by_its_number_too() {
    Object[] statuses = {3, "3", "FINISHED"};
    for (Object status : statuses) {
      rest.post(API + "runs/update", Map.of("run_id", run, "status", "RUNNING"));
      assertThat(rest.post(API + "runs/update", Map.of("run_id", run, "status", status)))
          .asString()
          .contains("status=FINISHED");
    }
    assertThat(
            rest.post(API + "experiments/search", Map.of("view_type", 2, "max_results", 5))
                .get("experiments"))
        .isNull();
    assertInvalid(
        "runs/update",
        "{\"run_id\":\"" + run + "\",\"status\":9}",
        "Invalid value 9 for parameter 'status' supplied:  Hint: Value was of type 'int'.");
  }

  @Test
  void missing_values_are_named() {
    assertInvalid("experiments/create", "{}", "Missing value for required parameter 'name'.");
    assertInvalid(
        "experiments/create", "{\"name\":null}", "Missing value for required parameter 'name'.");
    assertInvalid("runs/create", "{}", "Missing value for required parameter 'experiment_id'.");
    assertInvalid("runs/update", "{}", "Missing value for required parameter 'run_id'.");
    assertInvalid("runs/log-batch", "{}", "Missing value for required parameter 'run_id'.");
    assertInvalid(
        "runs/log-metric",
        "{\"run_id\":\"" + run + "\",\"key\":\"m\",\"timestamp\":1}",
        "Missing value for required parameter 'value'.");
    assertInvalid(
        "runs/log-batch",
        "{\"run_id\":\"" + run + "\",\"metrics\":[{\"key\":\"m\",\"value\":1}]}",
        "Missing value for required parameter 'metrics[0].timestamp'.");
    assertInvalid(
        "runs/log-batch",
        "{\"run_id\":\"" + run + "\",\"tags\":[{\"value\":\"1\"}]}",
        "Missing value for required parameter 'tags[0].key'.");
    assertInvalid(
        "runs/log-inputs",
        "{\"run_id\":\"" + run + "\",\"datasets\":[{}]}",
        "Missing value for required parameter 'dataset'.");
    assertThat(refused("GET", API + "runs/get", null))
        .containsEntry("error_code", "INVALID_PARAMETER_VALUE");
    assertThat(refused("GET", API + "experiments/get", null))
        .containsEntry("error_code", "INVALID_PARAMETER_VALUE");
  }

  @Test
  void values_of_a_wrong_type_are_named() {
    assertInvalid(
        "experiments/create", "{\"name\":7}", "Invalid value 7 for parameter 'name' supplied");
    assertInvalid(
        "runs/search",
        "{\"experiment_ids\":\"0\"}",
        "Invalid value \"0\" for parameter 'experiment_ids' supplied");
    assertInvalid(
        "runs/search",
        "{\"experiment_ids\":[\"0\"],\"max_results\":\"many\"}",
        "Invalid value \"many\" for parameter 'max_results' supplied");
    assertInvalid(
        "runs/search",
        "{\"experiment_ids\":[\"0\"],\"run_view_type\":\"SOME\"}",
        "Invalid value \"SOME\" for parameter 'run_view_type' supplied");
    String start = "{\"run_id\":\"" + run + "\",\"key\":\"m\",\"timestamp\":";
    assertInvalid("runs/log-metric", start + "1,\"value\":\"high\"}", "Invalid value \"high\"");
    assertInvalid("runs/log-metric", start + "1.5,\"value\":1}", "Invalid value 1.5");
    assertInvalid("runs/log-metric", start + "99999999999999999999,\"value\":1}", "Invalid value");
    assertInvalid("runs/log-metric", start + "-1,\"value\":1}", "Invalid value -1");
    assertInvalid(
        "runs/update",
        "{\"run_id\":\"" + run + "\",\"status\":\"DONE\"}",
        "Invalid value \"DONE\"");
  }

  @Test
  void what_is_not_there_answers_404() {
    assertThat(refused("GET", API + "runs/get?run_id=abc", null))
        .containsEntry("error_code", "RESOURCE_DOES_NOT_EXIST")
        .containsEntry("message", "Run with id=abc not found");
    assertThat(refused("GET", API + "experiments/get?experiment_id=98765", null))
        .containsEntry("message", "No Experiment with id=98765 exists");
    assertThat(refused("GET", API + "experiments/get?experiment_id=x", null))
        .containsEntry(
            "message", "Invalid experiment ID 'x'. Experiment ID must be a valid integer.");
    assertThat(refused("GET", API + "experiments/get-by-name?experiment_name=x", null))
        .containsEntry("message", "Could not find experiment with name 'x'");
    assertThat(refused("GET", API + "logged-models/m-1", null))
        .containsEntry("error_code", "RESOURCE_DOES_NOT_EXIST");
    assertThat(refused("POST", API + "runs/unknown", "{}"))
        .containsEntry("error_code", "ENDPOINT_NOT_FOUND");
  }

  @Test
  void odd_run_ids_are_of_no_run() {
    for (String id : new String[] {"..%2F..", "-a", "a%20b"}) {
      assertThat(refused("GET", API + "runs/get?run_id=" + id, null))
          .containsEntry("error_code", "RESOURCE_DOES_NOT_EXIST");
    }
    assertInvalid(
        "runs/log-batch", "{\"run_id\":\"-a\"}", "Invalid value \"-a\" for parameter 'run_id'");
  }

  @Test
  void old_clients_ways_are_understood() {
    Map<String, Object> body =
        Map.of("run_uuid", run, "key", "m", "value", "NaN", "timestamp", "1");
    rest.post(API + "runs/log-metric", body);
    String twice = Json.write(Json.write(Map.of("run_id", run, "key", "t", "value", "v")));
    Rest.text(rest.raw("POST", API + "runs/set-tag", twice.getBytes(StandardCharsets.UTF_8)));
    assertThat(Json.write(rest.get(API + "runs/get", "run_uuid", run)))
        .contains("\"value\":\"NaN\"")
        .contains("\"key\":\"t\"");
  }

  @Test
  void health_and_version_need_no_token(Mudbrick platform) {
    assertThat(Rest.text(rest.raw("GET", "/health", null))).isEqualTo("OK");
    assertThat(Rest.text(rest.raw("GET", "/version", null))).startsWith("3.");
    assertThat(rest.get("/api/3.0/mlflow/server-info")).containsEntry("store_type", "SqlStore");
  }

  @Test
  @KnownDifference(
      route = "POST /api/2.0/mlflow/experiments/search",
      reason =
          "without max_results MLflow refuses and Databricks takes a default; we take 1,000, so that"
              + " clients of both work")
  @KnownDifference(
      route = "POST /api/2.0/mlflow/runs/search",
      reason =
          "a page token holds the place of the last row and belongs to its search, where MLflow's is"
              + " an offset that runs added meanwhile shift")
  void searches_have_a_default_size_and_tokens_of_their_own() {
    assertThat(rest.post(API + "experiments/search", Map.of())).containsKey("experiments");
    assertInvalid(
        "experiments/search",
        "{\"max_results\":0}",
        "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer");
    assertInvalid(
        "runs/search",
        "{\"experiment_ids\":[\"0\"],\"page_token\":\"eyJvZmZzZXQiOiAxfQ==\"}",
        "Invalid page token");
  }

  @Test
  @KnownDifference(
      route = "GET /api/2.0/mlflow/metrics/get-history",
      reason = "an unknown run answers 404; MLflow answers an empty history")
  void the_history_of_an_unknown_run_is_not_empty_but_missing() {
    assertThat(refused("GET", API + "metrics/get-history?run_id=abc&metric_key=m", null))
        .containsEntry("error_code", "RESOURCE_DOES_NOT_EXIST");
  }
}
