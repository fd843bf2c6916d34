package io.mudbrick.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of what the core itself keeps; those of all modules are tested in examples. */
class SnapshotTest {
  @TempDir private Path data;
  private Mudbrick engine;
  private Mudbrick platform;

  @BeforeEach
  void start() {
    engine = Mudbrick.builder().data(data).start();
    platform = engine.newWorkspace("mine");
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private static Identity identity(Mudbrick platform) {
    return platform.module(Identity.class);
  }

  private static List<String> users(Mudbrick platform) {
    return identity(platform).list(Principal.Kind.USER).stream().map(Principal::name).toList();
  }

  private static int put(Mudbrick platform, String path, String text) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(platform.uri() + "/api/2.0/mlflow/blob/" + path))
                .header("Authorization", "Bearer " + platform.token())
                .PUT(BodyPublishers.ofString(text))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private Path blob(String name) {
    return data.resolve("blobs").resolve(name);
  }

  @Test
  void rows_and_files_are_as_they_were() throws Exception {
    String mine = platform.workspace().id();
    identity(platform).createUser("ann@example.com");
    assertThat(put(platform, mine + "/kept", "before")).isEqualTo(200);
    Snapshot snapshot = platform.snapshot();

    identity(platform).createUser("bob@example.com");
    identity(platform).delete("ann@example.com");
    put(platform, mine + "/kept", "after");
    put(platform, mine + "/new", "after");
    Mudbrick second = platform.newWorkspaceOnSameMetastore("second");
    platform.reset(snapshot);

    assertThat(users(platform)).containsExactly("admin", "ann@example.com");
    assertThat(blob(mine + "/kept")).hasContent("before");
    assertThat(blob(mine + "/new")).doesNotExist();
    assertThat(engine.workspaces()).doesNotContain(second.workspace());
    assertThat(put(platform, mine + "/new", "again")).as("the same token is good").isEqualTo(200);
  }

  @Test
  void a_snapshot_serves_again_and_again() throws Exception {
    String mine = platform.workspace().id();
    put(platform, mine + "/a", "1");
    Snapshot snapshot = platform.snapshot();
    for (int round = 0; round < 3; round++) {
      put(platform, mine + "/a", "changed");
      identity(platform).createUser("temp@example.com");
      platform.reset(snapshot);
      assertThat(blob(mine + "/a")).hasContent("1");
      assertThat(users(platform)).containsExactly("admin");
    }
  }

  @Test
  void other_workspaces_keep_theirs() throws Exception {
    Mudbrick other = engine.newWorkspace("other");
    Snapshot snapshot = platform.snapshot();
    identity(other).createUser("ann@example.com");
    put(other, other.workspace().id() + "/theirs", "x");

    platform.reset(snapshot);

    assertThat(users(other)).contains("ann@example.com");
    assertThat(blob(other.workspace().id() + "/theirs")).hasContent("x");
  }

  @Test
  void principals_created_since_are_gone_and_so_are_their_tokens() throws Exception {
    Snapshot snapshot = platform.snapshot();
    identity(platform).createUser("ann@example.com");
    Mudbrick ann = platform.as("ann@example.com");
    assertThat(put(ann, "x", "1")).isEqualTo(200);

    platform.reset(snapshot);

    assertThat(put(ann, "x", "1")).isEqualTo(401);
  }

  @Test
  void it_waits_for_calls_that_run_and_new_ones_wait_for_it() throws Exception {
    Snapshot snapshot = platform.snapshot();
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> writers =
        IntStream.range(0, 4)
            .mapToObj(
                n ->
                    new Thread(
                        () -> {
                          for (int i = 0; !stop.get(); i++) {
                            identity(platform).createUser("u" + n + "-" + i + "@example.com");
                          }
                        }))
            .toList();
    writers.forEach(Thread::start);
    for (int i = 0; i < 10; i++) {
      platform.reset(snapshot);
    }
    stop.set(true);
    for (Thread writer : writers) {
      writer.join();
    }
    platform.reset(snapshot);
    assertThat(users(platform)).containsExactly("admin");
  }

  @Test
  void it_is_for_admins_and_for_their_own_metastore() {
    Snapshot snapshot = platform.snapshot();
    identity(platform).createUser("ann@example.com");
    Mudbrick ann = platform.as("ann@example.com");

    assertThatThrownBy(ann::snapshot)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
    assertThatThrownBy(() -> ann.reset(snapshot)).isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> engine.reset(snapshot))
        .hasMessageContaining("metastore")
        .isInstanceOf(PlatformException.class);
  }

  @Test
  void snapshots_go_with_their_engine() {
    Snapshot snapshot = platform.snapshot();
    assertThat(data.resolve("snapshots")).isNotEmptyDirectory();
    engine.close();
    assertThat(Files.exists(data.resolve("snapshots"))).isFalse();

    engine = Mudbrick.builder().data(data).start();
    Snapshot unknown = new Snapshot("x", engine.workspace().metastoreId(), snapshot.at());
    assertThatThrownBy(() -> engine.reset(unknown)).hasMessageContaining("no snapshot");
  }
}
