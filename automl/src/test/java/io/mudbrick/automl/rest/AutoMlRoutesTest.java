package io.mudbrick.automl.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Tracking;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MudbrickTest
class AutoMlRoutesTest {
  private static final String ROWS =
      IntStream.range(0, 200)
          .mapToObj(i -> i * 31 % 97 + "," + i * 17 % 89 + "," + (i * 31 % 97 > 40) + "\n")
          .collect(Collectors.joining("", "a,b,label\n", ""));

  private static HttpResponse<InputStream> ask(Mudbrick platform, String query)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(platform.uri() + "/api/2.0/mudbrick/automl/classify?" + query))
                .header("Authorization", "Bearer " + platform.token())
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(ROWS))
                .build(),
            BodyHandlers.ofInputStream());
  }

  @Test
  void each_step_is_a_line_and_the_last_one_the_result(Mudbrick platform) throws Exception {
    try (InputStream body =
        ask(platform, "target=label&max_trials=1&experiment_name=lines&seed=3").body()) {
      var lines = new String(body.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertThat(Json.object(lines.get(0)))
          .containsEntry("event", "started")
          .containsEntry("primary_metric", "f1");
      assertThat(Json.object(lines.get(lines.size() - 1))).containsOnlyKeys("result");
    }
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void who_hangs_up_stops_the_work(Mudbrick platform) throws Exception {
    HttpResponse<InputStream> reply =
        ask(platform, "target=label&timeout_seconds=600&experiment_name=left&parallelism=1");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).contains("started");
    lines.close();
    Tracking tracking = platform.module(Tracking.class);
    String name = "/Users/admin/databricks_automl/left";
    Experiment experiment = tracking.getExperimentByName(name).orElseThrow();
    while (!Objects.equals(
        tracking.getExperiment(experiment.experimentId()).tags().get("_databricks_automl.state"),
        "FAILED")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_parameter_that_is_misspelt_is_refused_with_the_near_one(Mudbrick platform)
      throws Exception {
    assertThat(refusal(platform, "target=label&exclude_familiy=xgboost"))
        .contains("no parameter 'exclude_familiy'; did you mean 'exclude_family'?");
    assertThat(refusal(platform, "target=label&exclude_family=sklaern"))
        .contains("'sklaern'; did you mean 'sklearn'?");
    assertThat(refusal(platform, "target=label&exclude=B"))
        .contains("The excluded column 'B' is not in the data; did you mean 'b'?");
    assertThat(refusal(platform, "target=label&lookup=customers"))
        .contains("'customers' is no feature lookup");
    assertThat(refusal(platform, "target=label&lookup=main.none.there=a"))
        .contains("does not exist");
  }

  @Test
  void who_sends_what_cannot_be_read_hears_nothing_of_our_files(Mudbrick platform)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(platform.uri() + "/api/2.0/mudbrick/automl/classify?target=label"))
            .header("Authorization", "Bearer " + platform.token())
            .POST(BodyPublishers.ofString("PAR1 and no more"))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .contains("No Parquet can be read from the file that was sent");
  }

  private static String refusal(Mudbrick platform, String query) throws Exception {
    HttpResponse<InputStream> reply = ask(platform, query);
    assertThat(reply.statusCode()).isBetween(400, 404);
    try (InputStream body = reply.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
