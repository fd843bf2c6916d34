package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only pages and scripts call: no client library has these, but for curl. */
@MudbrickTest
class CurlTest {
  private Mudbrick platform;
  private String run;

  @BeforeEach
  void a_run(Mudbrick platform, Tracking tracking) {
    assumeThat(System.getenv("PATH").split(":"))
        .as("curl is on the PATH")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "curl")));
    this.platform = platform;
    run = tracking.createRun(NewRun.in("0").build()).runId();
    for (int step = 0; step < 5; step++) {
      tracking.logMetric(run, Metric.of("auc", step / 10.0, step, step));
    }
  }

  private String curl(String path, String... more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("curl", "-sS", "--noproxy", "*", "--fail-with-body"));
    command.addAll(List.of("-H", "Authorization: Bearer " + platform.token()));
    command.addAll(List.of(more));
    command.add(platform.uri() + path);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private Map<String, Object> json(String path, String... more)
      throws IOException, InterruptedException {
    return Json.object(curl(path, more));
  }

  @Test
  @Witness(
      client = "curl",
      routes = {
        "GET /api/2.0/mlflow/metrics/get-history-bulk",
        "GET /api/2.0/mlflow/metrics/get-history-bulk-interval"
      })
  void histories_of_many_runs_come_at_once() throws Exception {
    String runs = "?metric_key=auc&run_id=" + run + "&run_ids=" + run;
    assertThat(json("/api/2.0/mlflow/metrics/get-history-bulk" + runs).get("metrics"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(5);
    assertThat(
            json("/api/2.0/mlflow/metrics/get-history-bulk-interval" + runs + "&max_results=2")
                .get("metrics"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSizeBetween(2, 3);
  }

  @Test
  @Witness(
      client = "curl",
      routes = {
        "GET /api/2.0/mlflow/experiments/search",
        "POST /api/2.0/mlflow/experiments/search-datasets",
        "GET /api/3.0/mlflow/server-info",
        "GET /version",
        "GET /health"
      })
  void a_script_looks_around(Tracking tracking) throws Exception {
    tracking.logInputs(
        run,
        new RunInputs(
            List.of(new DatasetInput(Dataset.named("churn", "1").build(), Map.of())), List.of()));
    assertThat(json("/api/2.0/mlflow/experiments/search?max_results=5").get("experiments"))
        .asString()
        .contains("Default");
    assertThat(
            json(
                "/api/2.0/mlflow/experiments/search-datasets",
                "-d",
                "{\"experiment_ids\":[\"0\"]}"))
        .asString()
        .contains("churn");
    assertThat(json("/api/3.0/mlflow/server-info")).isNotEmpty();
    assertThat(curl("/version")).isNotBlank();
    assertThat(curl("/health")).isEqualTo("OK");
  }

  @Test
  @Witness(
      client = "curl",
      routes = {
        "POST /api/2.0/mlflow/upload-artifact",
        "GET /get-artifact",
        "DELETE /api/2.0/mlflow-artifacts/artifacts/{path...}",
        "GET /api/2.0/mlflow/logged-models/{model_id}/artifacts/files"
      })
  void files_come_and_go(Tracking tracking, @TempDir Path directory) throws Exception {
    curl(
        "/api/2.0/mlflow/upload-artifact?run_uuid=" + run + "&path=notes/a.txt",
        "--data-binary",
        "hello");
    assertThat(curl("/get-artifact?run_id=" + run + "&path=notes/a.txt")).isEqualTo("hello");
    curl("/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/notes/a.txt", "-X", "DELETE");
    assertThat(tracking.listArtifacts(run, "notes")).isEmpty();
    Files.writeString(directory.resolve("MLmodel"), "flavors: {}");
    Files.writeString(directory.resolve("weights.txt"), "0.5");
    LoggedModel model = tracking.logModel(run, "net", directory);
    assertThat(
            curl(
                "/api/2.0/mlflow/logged-models/"
                    + model.modelId()
                    + "/artifacts/files?artifact_file_path=weights.txt"))
        .isEqualTo("0.5");
  }
}
