package io.mudbrick.examples.testdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.RecentRequest;
import io.mudbrick.platform.faults.Fault;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.As;
import io.mudbrick.test.ClientSettings;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two hundred tests in one JVM, as many at once as JUnit runs, all with the same names in them. */
@MudbrickTest
@Execution(ExecutionMode.CONCURRENT)
class ManyTestsAtOnceTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Set<String> WORKSPACES = ConcurrentHashMap.newKeySet();

  @RepeatedTest(200)
  void no_test_meets_another(
      RepetitionInfo repetition,
      Mudbrick platform,
      Tracking tracking,
      Catalog catalog,
      Registry registry,
      ClientSettings settings,
      @As("reader@example.com") Catalog readers)
      throws Exception {
    String mine = "value-" + repetition.getCurrentRepetition();
    assertThat(WORKSPACES.add(platform.workspace().id())).isTrue();
    assertThat(tracking.getExperimentByName("shared")).isEmpty();

    boolean odd = repetition.getCurrentRepetition() % 2 == 1;
    if (odd) {
      platform.faults().add(Fault.failFirst(1, ErrorCode.ABORTED));
      assertThat(post(settings, "experiments/create", Map.of("name", "shared")).statusCode())
          .isEqualTo(409);
    }
    HttpResponse<String> made = post(settings, "experiments/create", Map.of("name", "shared"));
    assertThat(made.statusCode()).isEqualTo(200);
    String experiment = String.valueOf(Json.object(made.body()).get("experiment_id"));
    try (var run = tracking.startRun(experiment, mine)) {
      run.param("mine", mine);
      run.log("m", repetition.getCurrentRepetition());
    }
    catalog.catalogs().create("shared", mine, Map.of());
    registry.createModel("model", mine, Map.of());

    HttpResponse<String> runs =
        post(settings, "runs/search", Map.of("experiment_ids", List.of(experiment)));
    assertThat(runs.body()).contains(mine).containsOnlyOnce("\"run_id\"");
    assertThat(catalog.catalogs().list())
        .filteredOn(found -> found.name().equals("shared"))
        .extracting(Securable::comment)
        .containsExactly(mine);
    assertThat(registry.model("model").description()).isEqualTo(mine);
    assertThat(readers.catalogs().list()).noneMatch(found -> found.name().equals("shared"));
    assertThat(platform.recentRequests()).hasSize(odd ? 3 : 2);
    assertThat(platform.recentRequests())
        .extracting(RecentRequest::status)
        .containsOnly(odd ? new Integer[] {409, 200} : new Integer[] {200});
  }

  private static HttpResponse<String> post(
      ClientSettings settings, String call, Map<String, ?> body)
      throws IOException, InterruptedException {
    return HTTP.send(
        settings
            .request("/api/2.0/mlflow/" + call)
            .POST(BodyPublishers.ofString(Json.write(body)))
            .build(),
        BodyHandlers.ofString());
  }
}
