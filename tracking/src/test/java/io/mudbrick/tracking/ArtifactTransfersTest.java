package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FilePart;
import io.mudbrick.platform.files.SignedUrl;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.ArtifactTransfers.Owner;
import io.mudbrick.tracking.traces.TraceInfo;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Artifacts through signed addresses and in parts. */
@MudbrickTest
class ArtifactTransfersTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Mudbrick platform;
  private Tracking tracking;
  private ArtifactTransfers transfers;
  private String run;

  @BeforeEach
  void a_run(Mudbrick fresh) {
    platform = fresh;
    tracking = fresh.module(Tracking.class);
    transfers = fresh.module(ArtifactTransfers.class);
    run = tracking.createRun(NewRun.in("0").build()).runId();
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }

  private HttpResponse<String> put(SignedUrl url, String content) throws Exception {
    return send(url, "PUT", content);
  }

  private HttpResponse<String> send(SignedUrl url, String method, String content, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(platform.uri() + url.path()))
            .method(
                method,
                content == null ? BodyPublishers.noBody() : BodyPublishers.ofString(content));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private String read(String path) throws IOException {
    try (InputStream in = tracking.openArtifact(run, path).content()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> names() {
    return tracking.listArtifacts(run, "").stream().map(ArtifactInfo::path).toList();
  }

  @Test
  void addresses_carry_files_up_and_down() throws Exception {
    SignedUrl up = transfers.uploads(Owner.run(run), List.of("a/f;v=1.txt")).get(0);
    assertThat(put(up, "hello").statusCode()).isEqualTo(200);
    assertThat(read("a/f;v=1.txt")).isEqualTo("hello");
    SignedUrl down = transfers.downloads(Owner.run(run), List.of("a/f;v=1.txt")).get(0);
    assertThat(send(down, "GET", null).body()).isEqualTo("hello");
    HttpResponse<String> range = send(down, "GET", null, "Range", "bytes=1-3");
    assertThat(range.statusCode()).isEqualTo(206);
    assertThat(range.body()).isEqualTo("ell");
    assertThat(send(down, "GET", null, "Range", "bytes=9-").statusCode()).isEqualTo(416);
    assertThat(put(down, "x").statusCode()).isEqualTo(403);
  }

  @Test
  void whether_a_file_is_there_is_told_when_it_is_fetched() throws Exception {
    SignedUrl down = transfers.downloads(Owner.run(run), List.of("none")).get(0);
    assertThat(send(down, "GET", null).statusCode()).isEqualTo(404);
  }

  @Test
  void parts_show_as_one_file_when_all_are_there() throws Exception {
    ArtifactUpload upload = transfers.start(Owner.run(run), "d/f", 3);
    List<FilePart> parts = new ArrayList<>();
    for (SignedUrl url : upload.parts()) {
      HttpResponse<String> reply = put(url, "part" + url.part() + " ");
      parts.add(new FilePart(url.part(), reply.headers().firstValue("ETag").orElseThrow()));
      assertThat(names()).isEmpty();
    }
    refused(
        () ->
            transfers.complete(
                Owner.run(run), "d/f", upload.uploadId(), List.of(parts.get(1), parts.get(0))),
        ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () ->
            transfers.complete(
                Owner.run(run), "d/f", upload.uploadId(), List.of(new FilePart(1, "0-1"))),
        ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () -> transfers.complete(Owner.run(run), "d/other", upload.uploadId(), parts),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    SignedUrl again = transfers.part(Owner.run(run), "d/f", upload.uploadId(), 2);
    parts.set(1, new FilePart(2, put(again, "PART2 ").headers().firstValue("ETag").orElseThrow()));
    transfers.complete(Owner.run(run), "d/f", upload.uploadId(), parts);
    assertThat(read("d/f")).isEqualTo("part1 PART2 part3 ");
    refused(
        () -> transfers.complete(Owner.run(run), "d/f", upload.uploadId(), parts),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void an_upload_that_is_given_up_leaves_nothing() throws Exception {
    for (boolean byAddress : List.of(true, false)) {
      ArtifactUpload upload = transfers.start(Owner.run(run), "f", 1);
      put(upload.parts().get(0), "x");
      if (byAddress) {
        assertThat(send(upload.abort(), "DELETE", null).statusCode()).isEqualTo(200);
      } else {
        transfers.abort(Owner.run(run), "f", upload.uploadId());
      }
      refused(
          () -> transfers.part(Owner.run(run), "f", "no ticket", 1),
          ErrorCode.RESOURCE_DOES_NOT_EXIST);
      assertThat(put(upload.parts().get(0), "x").statusCode()).isEqualTo(404);
      assertThat(names()).isEmpty();
    }
  }

  @Test
  void an_upload_has_some_parts_and_not_too_many() {
    for (int parts : new int[] {-1, 0, 10_001, Integer.MAX_VALUE}) {
      refused(() -> transfers.start(Owner.run(run), "f", parts), ErrorCode.INVALID_PARAMETER_VALUE);
    }
  }

  @Test
  void paths_that_play_tricks_are_refused() {
    for (String trick :
        List.of("", "../x", "/etc/passwd", "a#b", "%252e%252e/x", "a\u0000b", "\u202egpj.exe")) {
      for (Owner owner : List.of(Owner.run(run), Owner.tree())) {
        refused(
            () -> transfers.downloads(owner, List.of(trick)), ErrorCode.INVALID_PARAMETER_VALUE);
        refused(() -> transfers.uploads(owner, List.of(trick)), ErrorCode.INVALID_PARAMETER_VALUE);
        refused(() -> transfers.start(owner, trick, 1), ErrorCode.INVALID_PARAMETER_VALUE);
      }
    }
  }

  @Test
  void who_may_not_gets_no_address_and_an_address_is_worth_what_its_maker_may() throws Exception {
    platform.module(Identity.class).createUser("eve");
    String experiment = tracking.getOrCreateExperiment("closed").experimentId();
    String closed = tracking.createRun(NewRun.in(experiment).build()).runId();
    String model =
        tracking.createLoggedModel(NewLoggedModel.in(experiment).name("m").build()).modelId();
    ArtifactTransfers eve = platform.as("eve").module(ArtifactTransfers.class);
    for (Owner owner : List.of(Owner.run(closed), Owner.loggedModel(model))) {
      refused(() -> eve.downloads(owner, List.of("f")), ErrorCode.PERMISSION_DENIED);
      refused(() -> eve.uploads(owner, List.of("f")), ErrorCode.PERMISSION_DENIED);
      refused(() -> eve.start(owner, "f", 1), ErrorCode.PERMISSION_DENIED);
    }
    for (String path :
        List.of(experiment + "/" + closed + "/artifacts/f", "models/m/1/f", "nobodys/f")) {
      refused(() -> eve.start(Owner.tree(), path, 1), ErrorCode.PERMISSION_DENIED);
    }
    ArtifactUpload mine = transfers.start(Owner.run(run), "f", 1);
    refused(
        () -> eve.abort(Owner.run(run), "f", mine.uploadId()), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    SignedUrl up = transfers.uploads(Owner.run(run), List.of("late")).get(0);
    tracking.deleteRun(run);
    assertThat(put(up, "x").statusCode()).isEqualTo(400);
    refused(
        () -> transfers.uploads(Owner.run(run), List.of("f")), ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () -> transfers.downloads(Owner.run("none"), List.of("f")),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void the_data_of_a_trace_goes_by_addresses_too() throws Exception {
    String experiment = tracking.getOrCreateExperiment("traced").experimentId();
    String trace = "tr-" + "0".repeat(32);
    tracking.traces().startTrace(TraceInfo.of(trace, experiment, tracking.now()).build());
    put(transfers.uploads(Owner.trace(trace), List.of("traces.json")).get(0), "{\"spans\": []}");
    assertThat(tracking.traces().getTraceData(trace)).isEqualTo("{\"spans\": []}");
    SignedUrl down = transfers.downloads(Owner.trace(trace), List.of("traces.json")).get(0);
    assertThat(send(down, "GET", null).body()).isEqualTo("{\"spans\": []}");
    platform.module(Identity.class).createUser("eve");
    ArtifactTransfers eve = platform.as("eve").module(ArtifactTransfers.class);
    refused(
        () -> eve.downloads(Owner.trace(trace), List.of("traces.json")),
        ErrorCode.PERMISSION_DENIED);
    refused(
        () -> eve.uploads(Owner.trace(trace), List.of("traces.json")), ErrorCode.PERMISSION_DENIED);
    refused(
        () -> transfers.downloads(Owner.trace("tr-none"), List.of("traces.json")),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(
        () -> transfers.uploads(Owner.trace(trace), List.of("../../x")),
        ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () -> new Rest(platform).post("/api/4.0/mlflow/traces/search-long-running", Map.of("a", 1)),
        ErrorCode.ENDPOINT_NOT_FOUND);
  }

  @Test
  void a_place_elsewhere_has_no_addresses_here() {
    String experiment =
        tracking.createExperiment(new NewExperiment("s3", "s3://b/a", Map.of())).experimentId();
    String there = tracking.createRun(NewRun.in(experiment).build()).runId();
    refused(
        () -> transfers.downloads(Owner.run(there), List.of("f")),
        ErrorCode.INVALID_PARAMETER_VALUE);
  }

  @Test
  void a_client_that_asks_for_no_paths_or_too_much_is_told() throws Exception {
    Rest rest = new Rest(platform);
    String artifacts = "/api/2.0/mlflow/artifacts/";
    refused(
        () -> rest.post(artifacts + "credentials-for-read", Map.of("run_id", run)),
        ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () ->
            rest.post(
                artifacts + "create-multipart-upload",
                Map.of("run_id", run, "path", "f", "num_parts", 0)),
        ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () ->
            rest.post(
                "/api/2.0/mlflow-artifacts/mpu/create/0/" + run + "/artifacts",
                Map.of("path", "/tmp/..", "num_parts", 1)),
        ErrorCode.INVALID_PARAMETER_VALUE);
    Map<String, Object> read =
        rest.post(
            artifacts + "credentials-for-read", Map.of("run_id", run, "path", List.of("a b")));
    assertThat(Json.write(read))
        .contains("\"path\":\"a b\"", "\"type\":\"AWS_PRESIGNED_URL\"", "\"headers\":[]");
  }

  @Test
  void an_upload_that_breaks_off_leaves_what_was_there() throws Exception {
    tracking.logArtifact(run, "f", new ByteArrayInputStream(new byte[] {'o', 'l', 'd'}));
    for (String path :
        List.of(
            "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/f",
            "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/new",
            "/api/2.0/fs/files/WorkspaceInternal/Mlflow/Artifacts/0/Runs/"
                + (run + "/artifacts/new"))) {
      URI uri = URI.create(platform.uri().toString());
      try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
        OutputStream out = socket.getOutputStream();
        String head =
            "PUT %s%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 100000\r\n\r\n"
                .formatted(uri.getPath(), path, platform.token());
        out.write(head.getBytes(StandardCharsets.UTF_8));
        out.write(new byte[50_000]);
        out.flush();
      }
    }
    assertThat(names()).containsExactly("f");
    assertThat(read("f")).isEqualTo("old");
  }

  @Test
  void of_writers_at_once_one_is_there_whole() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (char letter = 'a'; letter < 'm'; letter++) {
        byte[] content = new byte[100_000];
        Arrays.fill(content, (byte) letter);
        tasks.add(
            () -> {
              tracking.logArtifact(run, "d/f", new ByteArrayInputStream(content));
              return null;
            });
      }
      for (var done : writers.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      writers.shutdown();
    }
    assertThat(read("d/f")).hasSize(100_000).matches("(.)\\1*");
    assertThat(tracking.listArtifacts(run, "d")).hasSize(1);
  }
}
