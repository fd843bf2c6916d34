package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The few GraphQL queries that MLflow's pages send. */
@MudbrickTest
class GraphqlTest {
  private Rest rest;
  private String run;

  @BeforeEach
  void a_run(Mudbrick platform, Tracking tracking) {
    rest = new Rest(platform);
    run = tracking.createRun(NewRun.in("0").name("one").userId("").build()).runId();
  }

  private String ask(String query, Map<String, Object> input) {
    return Json.write(
        rest.post("/graphql", Map.of("query", query, "variables", Map.of("data", input))));
  }

  @Test
  void every_list_that_is_empty_is_a_list() {
    String answer =
        ask(
            "query Q($data: MlflowGetRunInput!) { mlflowGetRun(input: $data) { run {"
                + " data { metrics { key } params { key } tags { key } }"
                + " inputs { datasetInputs { tags { key } } modelInputs { modelId } }"
                + " outputs { modelOutputs { modelId } } modelVersions { name }"
                + " experiment { tags { key } } } } }",
            Map.of("runId", run));

    assertThat(answer)
        .contains(
            "\"metrics\":[],\"params\":[],\"tags\":[{\"key\":\"mlflow.runName\"}]",
            "\"datasetInputs\":[],\"modelInputs\":[]",
            "\"modelOutputs\":[]",
            "\"modelVersions\":[]",
            "\"experiment\":{\"tags\":[]}");
    assertThat(
            ask(
                "query Q($data: MlflowSearchRunsInput!) { mlflowSearchRuns(input: $data) {"
                    + " nextPageToken runs { info { runId } } } }",
                Map.of("experimentIds", List.of("424242"))))
        .contains("\"nextPageToken\":\"\",\"runs\":[]");
    assertThat(
            ask(
                "query Q($data: MlflowGetMetricHistoryBulkIntervalInput!) {"
                    + " mlflowGetMetricHistoryBulkInterval(input: $data) { metrics { key } } }",
                Map.of("runIds", List.of(run), "metricKey", "nothing", "maxResults", 5)))
        .contains("\"metrics\":[]");
  }

  @Test
  void what_is_unset_is_as_in_protocol_buffers() {
    assertThat(
            ask(
                "query Q($data: MlflowGetRunInput!) { mlflowGetRun(input: $data) {"
                    + " run { info { runName endTime } } } }",
                Map.of("runId", run)))
        .contains("{\"runName\":\"one\",\"endTime\":\"0\"}");
  }
}
