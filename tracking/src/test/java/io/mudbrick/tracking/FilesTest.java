package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FileEntry;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Artifacts through the Files API, and by ranges through the proxy. */
@MudbrickTest
class FilesTest {
  private static final String TREE = "/WorkspaceInternal/Mlflow/Artifacts/";

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }

  @Test
  void the_files_api_shows_the_artifacts_of_runs(Mudbrick platform, Tracking tracking) {
    String experiment = tracking.getOrCreateExperiment("trees").experimentId();
    String run = tracking.createRun(NewRun.in(experiment).build()).runId();
    String root = TREE + experiment + "/Runs/" + run + "/artifacts";
    FilesApi files = platform.module(FilesApi.class);
    files.upload(root + "/model/MLmodel", text("x"), true);
    assertThat(tracking.listArtifacts(run, "model"))
        .extracting(ArtifactInfo::path)
        .containsExactly("model/MLmodel");
    assertThat(files.list(root)).extracting(FileEntry::name).containsExactly("model");

    refused(
        () -> files.stat(root.replace(experiment + "/", "0/") + "/model/MLmodel"),
        ErrorCode.NOT_FOUND);
    refused(() -> files.stat(TREE + experiment + "/Runs/none/artifacts/x"), ErrorCode.NOT_FOUND);
    refused(() -> files.stat(TREE + experiment), ErrorCode.BAD_REQUEST);
    refused(
        () -> files.stat(TREE + experiment + "/LoggedModels/m-0/artifacts/x"), ErrorCode.NOT_FOUND);
    tracking.deleteRun(run);
    refused(() -> files.upload(root + "/late", text("x"), true), ErrorCode.BAD_REQUEST);
  }

  @Test
  void whoever_may_not_see_the_experiment_sees_no_files_of_it(
      Mudbrick platform, Tracking tracking) {
    platform.module(Identity.class).createUser("eve");
    String experiment = tracking.getOrCreateExperiment("closed").experimentId();
    String run = tracking.createRun(NewRun.in(experiment).build()).runId();
    String file = TREE + experiment + "/Runs/" + run + "/artifacts/f";
    platform.module(FilesApi.class).upload(file, text("x"), true);
    FilesApi eve = platform.as("eve").module(FilesApi.class);
    refused(() -> eve.open(file), ErrorCode.PERMISSION_DENIED);
    refused(() -> eve.upload(file, text("y"), true), ErrorCode.PERMISSION_DENIED);
    refused(() -> eve.delete(file), ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void the_artifact_proxy_answers_ranges(Mudbrick platform, Tracking tracking) throws Exception {
    String run = tracking.createRun(NewRun.in("0").build()).runId();
    tracking.logArtifact(run, "f", text("0123456789"));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    platform.uri()
                        + "/api/2.0/mlflow-artifacts/artifacts/0/"
                        + run
                        + "/artifacts/f"))
            .header("Authorization", "Bearer " + platform.token())
            .header("Range", "bytes=-4")
            .build();
    HttpResponse<String> reply = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(reply.statusCode()).isEqualTo(206);
    assertThat(reply.body()).isEqualTo("6789");
    assertThat(reply.headers().firstValue("Content-Range")).contains("bytes 6-9/10");
  }
}
