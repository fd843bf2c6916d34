package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
class ArtifactTest {
  private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts";

  private Rest rest;
  private Tracking tracking;
  private String run;
  private String root;

  @BeforeEach
  void a_run(Mudbrick platform) {
    rest = new Rest(platform);
    tracking = platform.module(Tracking.class);
    run = tracking.createRun(NewRun.in("0").build()).runId();
    root = PROXY + "/0/" + run + "/artifacts/";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void what_the_proxy_takes_the_run_lists_and_the_other_way_round() throws IOException {
    assertThat(rest.raw("PUT", root + "a/b%20c.txt", bytes("one")).statusCode()).isEqualTo(200);
    tracking.logArtifact(run, "a/\u00fc.bin", new ByteArrayInputStream(bytes("four")));
    assertThat(tracking.listArtifacts(run, "a"))
        .containsExactly(
            new ArtifactInfo("a/b c.txt", false, 3), new ArtifactInfo("a/\u00fc.bin", false, 4));
    assertThat(rest.get(PROXY, "path", "0/" + run + "/artifacts/a").get("files"))
        .isEqualTo(
            List.of(
                Map.of("path", "b c.txt", "is_dir", false, "file_size", 3),
                Map.of("path", "\u00fc.bin", "is_dir", false, "file_size", 4)));
    assertThat(rest.get(PROXY, "path", "0/" + run + "/artifacts/a/b c.txt")).isEmpty();
    assertThat(rest.get(PROXY, "path", "0/nowhere")).isEmpty();
    try (var content = tracking.openArtifact(run, "a/b c.txt").content()) {
      assertThat(content).hasBinaryContent(bytes("one"));
    }
  }

  @Test
  void a_download_is_an_attachment() {
    rest.raw("PUT", root + "page.html", bytes("<script>"));
    HttpResponse<byte[]> file = rest.raw("GET", root + "page.html", null);
    assertThat(file.headers().firstValue("Content-Disposition"))
        .get()
        .asString()
        .startsWith("attachment");
    assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(8);
    HttpResponse<byte[]> old =
        rest.raw("GET", "/get-artifact?run_uuid=" + run + "&path=page.html", null);
    assertThat(old.body()).isEqualTo(bytes("<script>"));
  }

  @Test
  void a_file_is_opened_only_for_who_reads_it() throws IOException {
    tracking.logArtifact(run, "f", new ByteArrayInputStream(bytes("1234")));
    tracking.logArtifact(run, "empty", new ByteArrayInputStream(new byte[0]));
    HttpResponse<byte[]> head = rest.raw("HEAD", root + "f", null);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(4);
    HttpResponse<byte[]> empty = rest.raw("GET", root + "empty", null);
    assertThat(empty.statusCode()).isEqualTo(200);
    assertThat(empty.body()).isEmpty();
    StoredFile unread = tracking.openArtifact(run, "f");
    tracking.deleteArtifacts(run, "f");
    assertThat(unread.size()).isEqualTo(4);
    assertThatThrownBy(unread::content).hasMessageContaining("f");
  }

  @Test
  void a_missing_artifact_answers_404() {
    HttpResponse<byte[]> reply = rest.raw("GET", root + "nope", null);
    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(Json.object(new String(reply.body(), StandardCharsets.UTF_8)))
        .containsEntry("error_code", "RESOURCE_DOES_NOT_EXIST");
    assertThat(rest.raw("DELETE", root + "nope", null).statusCode()).isEqualTo(200);
  }

  @Test
  void a_directory_is_deleted_with_all_that_is_in_it() {
    rest.raw("PUT", root + "d/a", bytes("1"));
    rest.raw("PUT", root + "d/e/b", bytes("2"));
    assertThat(rest.raw("DELETE", root + "d", null).statusCode()).isEqualTo(200);
    assertThat(tracking.listArtifacts(run, "")).isEmpty();
  }

  @Test
  void paths_that_play_tricks_are_refused_by_every_door() {
    List<String> tricks =
        List.of(
            "../x",
            "a/../../x",
            "/etc/passwd",
            "a\\..\\x",
            "a\u0000b",
            "..",
            "%2e%2e/x",
            "%252e%252e/x",
            "C:/x",
            "a/..",
            "%2Fetc/passwd",
            "..%2Fx",
            "a\nb",
            "a#b",
            "a%23b",
            "a%2523b",
            "\u202egpj.exe");
    for (String trick : tricks) {
      assertThatThrownBy(
              () -> tracking.logArtifact(run, trick, new ByteArrayInputStream(bytes("x"))))
          .as(trick)
          .hasMessage("Invalid path");
      assertThatThrownBy(() -> tracking.listArtifacts(run, trick))
          .as(trick)
          .hasMessage("Invalid path");
      for (String query :
          List.of(
              "/get-artifact" + Rest.query("run_id", run, "path", trick),
              "/api/2.0/mlflow/artifacts/list" + Rest.query("run_id", run, "path", trick),
              PROXY + Rest.query("path", "0/" + run + "/artifacts/" + trick))) {
        // Behind another path an absolute one is a plain name.
        boolean harmless = query.startsWith(PROXY) && trick.matches("(/|%2F|C:).*");
        if (!harmless) {
          assertThat(rest.raw("GET", query, null).statusCode()).as(query).isEqualTo(400);
        }
      }
    }
    for (String raw :
        List.of("..%2f..%2fx", "%2e%2e/%2e%2e/x", "%252e%252e%252fx", "a%5c..%5cx", "a%00b")) {
      assertThat(rest.raw("PUT", root + raw, bytes("x")).statusCode()).as(raw).isEqualTo(400);
    }
    assertThat(tracking.listArtifacts(run, "")).isEmpty();
  }

  @Test
  void a_large_file_streams_through() throws IOException {
    byte[] large = new byte[20 << 20];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 >> 7);
    }
    assertThat(rest.raw("PUT", root + "large.bin", large).statusCode()).isEqualTo(200);
    assertThat(rest.raw("GET", root + "large.bin", null).body()).isEqualTo(large);
  }

  @Test
  void a_model_directory_becomes_a_logged_model_that_uris_lead_to(
      Mudbrick platform, @TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("MLmodel"), "flavors: {}\n");
    Files.createDirectories(directory.resolve("data"));
    Files.writeString(directory.resolve("data/model.ubj"), "trees");
    LoggedModel model = tracking.logModel(run, "model", directory);
    assertThat(model.info().status()).isEqualTo(LoggedModelStatus.LOGGED_MODEL_READY);
    assertThat(model.info().sourceRunId()).isEqualTo(run);
    assertThat(model.info().artifactUri())
        .isEqualTo("mlflow-artifacts:/0/" + run + "/artifacts/model");
    assertThat(tracking.getRun(run).outputs()).containsExactly(new ModelOutput(model.modelId(), 0));
    assertThat(tracking.listLoggedModelArtifacts(model.modelId(), ""))
        .containsExactly(new ArtifactInfo("MLmodel", false, 12), new ArtifactInfo("data", true, 0));
    assertThat(tracking.openLoggedModelArtifact(model.modelId(), "data/model.ubj").size())
        .isEqualTo(5);
    assertThat(
            tracking
                .searchLoggedModels(
                    LoggedModelQuery.in(List.of("0"))
                        .filter("name = 'model' AND source_run_id = '" + run + "'")
                        .build())
                .items())
        .extracting(LoggedModel::modelId)
        .containsExactly(model.modelId());
    assertThatThrownBy(() -> tracking.logModel(run, "other", directory.resolve("data")))
        .hasMessageContaining("holds no file MLmodel");
    assertThatThrownBy(() -> tracking.logModel(run, "../x", directory))
        .hasMessageContaining("cannot contain");
  }
}
