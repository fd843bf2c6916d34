package io.mudbrick.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Tracking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The classes of holes that were found in MLflow and Unity Catalog, tried on this platform: one
 * test, or some, a class. What does not exist here (webhooks, token issuers, vended credentials)
 * has no test yet.
 */
class CveReplayTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SECRET = "root:x:0:0";

  private static Mudbrick platform;
  private static String run;

  @BeforeAll
  static void start() {
    platform = Mudbrick.builder().start();
    Tracking tracking = platform.module(Tracking.class);
    run = tracking.createRun(NewRun.in("0").build()).runId();
    tracking.logArtifact(run, "page.html", bytes("<script>alert(1)</script>"));
    platform.module(Registry.class).createModel("real", null, Map.of());
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  /** CVE-2023-1177, CVE-2023-2356, CVE-2023-2780, CVE-2025-11201. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc",
        "file:///etc",
        "file:/etc",
        "FILE:///etc",
        "file://localhost/etc",
        "mlflow-artifacts:/../../../../etc",
        "mlflow-artifacts:/..\\\\..\\\\etc",
        "mlflow-artifacts:/%2e%2e/%2e%2e/etc",
        "mlflow-artifacts:/%252e%252e/etc",
        "runs:/../../etc",
        "models:/../etc",
        "dbfs:/../../etc",
        "http://127.0.0.1/etc",
        "s3://bucket/etc",
        "mlflow-artifacts:/a#/../../etc",
        "mlflow-artifacts:/a;/../../etc"
      })
  void a_version_has_no_files_but_those_of_runs_and_models(String source) throws Exception {
    HttpResponse<String> reply =
        post("/api/2.0/mlflow/model-versions/create", Map.of("name", "real", "source", source));
    assertThat(reply.statusCode()).as(reply.body()).isBetween(400, 404);
    assertThat(platform.module(Registry.class).versions("real"))
        .noneMatch(version -> version.status() == ModelVersion.Status.READY);
  }

  /** CVE-2026-2614: a tag switched the check of the source off. */
  @Test
  void a_prompt_s_tag_opens_no_file() throws Exception {
    HttpResponse<String> reply =
        post(
            "/api/2.0/mlflow/model-versions/create",
            Map.of(
                "name",
                "real",
                "source",
                "file:///etc",
                "tags",
                List.of(Map.of("key", "mlflow.prompt.is_prompt", "value", "true"))));
    if (reply.statusCode() == 200) {
      Map<String, Object> version = Json.object(reply.body());
      assertThat(version.toString()).contains("READY");
      HttpResponse<String> file =
          get("/model-versions/get-artifact?name=real&version=1&path=passwd");
      assertThat(file.statusCode()).isBetween(400, 404);
      assertThat(file.body()).doesNotContain(SECRET);
      platform.module(Registry.class).deleteVersion("real", 1, true);
    }
  }

  /** CVE-2023-6831, CVE-2024-1560, CVE-2024-1593, CVE-2024-1594, CVE-2024-2928, CVE-2024-3848. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "%252e%252e%252fetc%252fpasswd",
        "..%5c..%5cetc%5cpasswd",
        "%2fetc%2fpasswd",
        "a%00/../../etc/passwd",
        "a%23/../../etc/passwd",
        "a;/../../etc/passwd",
        "%ef%bc%8e%ef%bc%8e/%ef%bc%8e%ef%bc%8e/etc/passwd",
        "c:%5cwindows"
      })
  void an_artifact_s_path_leads_nowhere_else(String path) throws Exception {
    for (String door :
        List.of(
            "/api/2.0/mlflow-artifacts/artifacts/" + path,
            "/ajax-api/2.0/mlflow-artifacts/artifacts/" + path,
            "/get-artifact?run_uuid=" + run + "&path=" + path)) {
      String reply = raw("GET", door);
      assertThat(reply).as(door).containsPattern("^HTTP/1.1 40[0-9]").doesNotContain(SECRET);
    }
    assertThat(raw("DELETE", "/api/2.0/mlflow-artifacts/artifacts/" + path))
        .containsPattern("^HTTP/1.1 (40[0-9]|200)");
    assertThat(Path.of("/etc/passwd")).exists();
  }

  /** CVE-2025-15031, CVE-2025-15036: archives whose entries climb. Nothing here extracts any. */
  @Test
  void no_archive_is_extracted() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ZipInputStream.class)
        .because("an entry's name would have to be checked, and its size bounded")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.mudbrick"));
  }

  /** CVE-2024-37052 to 37060: models that are code. {@code ArchitectureTest} bars the readers. */
  @Test
  void a_pickled_model_is_stored_and_never_loaded() throws Exception {
    Tracking tracking = platform.module(Tracking.class);
    String id = tracking.createRun(NewRun.in("0").build()).runId();
    tracking.logArtifact(
        id,
        "model/MLmodel",
        bytes(
            "flavors:\n  python_function:\n    loader_module: os\n    model_path: model.pkl\n"
                + "  sklearn:\n    pickled_model: model.pkl\n"));
    tracking.logArtifact(id, "model/model.pkl", bytes("cos\nsystem\n(S'touch /tmp/x'\ntR."));
    Registry registry = platform.module(Registry.class);
    registry.createModel("pickled", null, Map.of());
    registry.createVersion(NewModelVersion.of("pickled", "runs:/" + id + "/model").build());
    assertThat(catchThrowable(() -> registry.load("models:/pickled/1")))
        .isInstanceOf(PlatformException.class);
  }

  /** CVE-2025-14279: DNS rebinding, and pages elsewhere that write. */
  @Test
  void a_page_of_another_site_reaches_nothing() throws Exception {
    String request =
        "POST /api/2.0/mlflow/experiments/create HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\n"
            + "Authorization: Bearer "
            + platform.token()
            + "\r\nContent-Length: 15\r\nConnection: close\r\n\r\n{\"name\":\"evil\"}";
    String here = "127.0.0.1:" + platform.host().getPort();
    assertThat(exchange(request.formatted("evil.example", "http://" + here)))
        .containsPattern("^HTTP/1.1 4");
    assertThat(exchange(request.formatted(here, "http://evil.example")))
        .containsPattern("^HTTP/1.1 4");
    assertThat(platform.module(Tracking.class).getExperimentByName("evil")).isEmpty();
  }

  /** CVE-2026-0545, CVE-2025-11200: side routes outside of the login. */
  @Test
  void no_route_but_the_public_ones_answers_a_stranger() throws Exception {
    int asked = 0;
    for (Routes.Route route : platform.routes()) {
      if (route.policy() == Policy.PUBLIC) {
        continue;
      }
      String path = route.template().replaceAll("\\{[^}]*\\}", "x");
      HttpResponse<String> reply =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(platform.host() + path))
                  .method(route.method(), BodyPublishers.ofString("{}"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(reply.statusCode()).as(route.method() + " " + path).isEqualTo(401);
      asked++;
    }
    assertThat(asked).isGreaterThan(100);
    assertThat(
            platform.routes().stream()
                .filter(route -> route.policy() == Policy.PUBLIC)
                .map(Routes.Route::template))
        .hasSizeLessThan(15);
  }

  /** CVE-2025-0453, CVE-2024-6838: requests without bounds. */
  @Test
  void a_request_of_any_size_or_depth_is_answered_soon() throws Exception {
    String deep = "{\"name\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(postText("/api/2.0/mlflow/experiments/create", deep).statusCode()).isEqualTo(400);
    String longName = "x".repeat(1_000_000);
    assertThat(post("/api/2.0/mlflow/experiments/create", Map.of("name", longName)).statusCode())
        .isEqualTo(400);
    List<Map<String, Object>> metrics =
        Collections.nCopies(100_000, Map.of("key", "m", "value", 1, "timestamp", 1, "step", 1));
    assertThat(
            post("/api/2.0/mlflow/runs/log-batch", Map.of("run_id", run, "metrics", metrics))
                .statusCode())
        .isBetween(400, 413);
  }

  /** CVE-2024-3099: a model whose encoded name is another's. */
  @ParameterizedTest
  @ValueSource(strings = {"re%61l", "real\u0000", "real/../real", "re\u202eal", "real%2F1"})
  void a_name_that_reads_as_another_s_is_refused(String name) throws Exception {
    assertThat(post("/api/2.0/mlflow/registered-models/create", Map.of("name", name)).statusCode())
        .as(name)
        .isEqualTo(400);
  }

  /** CVE-2023-6568, CVE-2024-27132, CVE-2024-27133: artifacts that a browser runs. */
  @Test
  void an_artifact_is_a_download_for_a_browser() throws Exception {
    HttpResponse<String> reply = get("/get-artifact?run_uuid=" + run + "&path=page.html");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Disposition").orElse("")).startsWith("attach");
    assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  /** Filters: patterns that take for ever, nesting without end, SQL in a string. */
  @Test
  void a_filter_is_parsed_bound_and_bounded() throws Exception {
    Tracking tracking = platform.module(Tracking.class);
    tracking.setTag(run, "t", "a".repeat(4_000));
    for (String filter :
        List.of(
            "tags.t LIKE '" + "%a".repeat(1_000) + "%b'",
            "tags.t RLIKE '(a+)+b'",
            "(".repeat(10_000) + "tags.t = 'a'" + ")".repeat(10_000),
            "tags.t = 'x' AND ".repeat(20_000) + "tags.t = 'x'",
            "tags.t = 'a''; DROP TABLE tracking_run; --'")) {
      HttpResponse<String> reply =
          HTTP.send(
              authorized("/api/2.0/mlflow/runs/search")
                  .timeout(Duration.ofSeconds(20))
                  .POST(
                      BodyPublishers.ofByteArray(
                          Json.bytes(Map.of("experiment_ids", List.of("0"), "filter", filter))))
                  .build(),
              BodyHandlers.ofString());
      assertThat(reply.statusCode()).as(filter.substring(0, 20)).isIn(200, 400, 413);
    }
    assertThat(tracking.getRun(run).runId()).isEqualTo(run);
  }

  /** CVE-2022-1471 and its like: YAML that makes objects, or grows. */
  @Test
  void an_mlmodel_is_plain_data_of_bounded_size() throws Exception {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    Tracking tracking = platform.module(Tracking.class);
    Registry registry = platform.module(Registry.class);
    registry.createModel("yaml", null, Map.of());
    long version = 0;
    for (String yaml :
        List.of(
            bomb.toString(),
            "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader []]",
            "flavors: " + "[".repeat(50_000))) {
      String id = tracking.createRun(NewRun.in("0").build()).runId();
      tracking.logArtifact(id, "model/MLmodel", bytes(yaml));
      registry.createVersion(NewModelVersion.of("yaml", "runs:/" + id + "/model").build());
      String uri = "models:/yaml/" + ++version;
      assertThat(catchThrowable(() -> registry.load(uri))).isInstanceOf(PlatformException.class);
    }
  }

  /** CVE-2025-10279, CVE-2026-4137: temporary directories that others may write to. */
  @Test
  void a_temporary_directory_is_its_owner_s() throws Exception {
    Path before = Path.of(System.getProperty("java.io.tmpdir"));
    try (var children = Files.list(before)) {
      List<Path> ours =
          children.filter(path -> path.getFileName().toString().startsWith("mudbrick-")).toList();
      assertThat(ours).isNotEmpty();
      for (Path path : ours) {
        if (Files.isDirectory(path)) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
              .endsWith("------");
        }
      }
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(URI.create(platform.host() + path))
        .header("Authorization", "Bearer " + platform.token())
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(authorized(path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, Map<String, ?> body) throws Exception {
    return postText(path, Json.write(body));
  }

  private static HttpResponse<String> postText(String path, String body) throws Exception {
    return HTTP.send(
        authorized(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  /** As it stands: a client library would tidy the path up. */
  private static String raw(String method, String path) throws IOException {
    return exchange(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + platform.host().getPort()
            + "\r\nAuthorization: Bearer "
            + platform.token()
            + "\r\nConnection: close\r\n\r\n");
  }

  private static String exchange(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", platform.host().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
