package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Tracking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that versions have in common are on the disk once. */
@MudbrickTest
@Tag("both-stores")
class EqualFilesTest {
  private static final String WEIGHTS = "weights-".repeat(2000);

  /** Logs files to a new run; returns their URI. */
  private static String logged(Mudbrick platform, Map<String, String> files) {
    Tracking tracking = platform.module(Tracking.class);
    String run = tracking.createRun(NewRun.in("0").build()).runId();
    files.forEach(
        (path, text) ->
            tracking.logArtifact(
                run, "m/" + path, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    return "runs:/" + run + "/m";
  }

  private static String logged(Mudbrick platform, String own) {
    return logged(platform, Map.of("own", own, "data/weights", WEIGHTS, "data/empty", ""));
  }

  private static ModelVersion register(Mudbrick platform, String model, String source) {
    return platform.module(Registry.class).createVersion(NewModelVersion.of(model, source).build());
  }

  private static Path file(Registry registry, String model, long version, String path) {
    return registry.artifacts(model, version).onDisk(path);
  }

  private static long names(Path file) throws IOException {
    return ((Number) Files.getAttribute(file, "unix:nlink")).longValue();
  }

  private static void whole(Registry registry, String model, long version) throws IOException {
    BlobStore files = registry.artifacts(model, version);
    for (ModelFile file : registry.files(model, version)) {
      try (InputStream in = files.open(file.path())) {
        assertThat(Digests.sha256(in.readAllBytes())).isEqualTo(file.sha256());
      }
    }
    assertThat(files.walk("")).hasSameSizeAs(registry.files(model, version));
  }

  @Test
  void what_a_restored_backup_holds_of_a_later_version_does_not_join_a_new_one(Mudbrick platform)
      throws IOException {
    Registry registry = platform.module(Registry.class);
    registry.createModel("a", null, Map.of());
    register(platform, "a", logged(platform, "one"));
    Path later = registry.artifacts("a", 1).onDisk("").resolveSibling("2").resolve("own");
    Files.createDirectories(later.getParent());
    Files.writeString(later, "of another time");
    Files.writeString(later.resolveSibling("stray"), "of another time");
    assertThat(register(platform, "a", logged(platform, "two")).version()).isEqualTo(2);
    whole(registry, "a", 2);
  }

  @Test
  void equal_files_are_stored_once_and_go_with_the_last_version(Mudbrick platform)
      throws IOException {
    Registry registry = platform.module(Registry.class);
    registry.createModel("a", null, Map.of());
    registry.createModel("b", null, Map.of());
    register(platform, "a", logged(platform, "one"));
    register(platform, "a", logged(platform, "two"));
    register(platform, "b", logged(platform, "one"));
    Path first = file(registry, "a", 1, "data/weights");
    Path last = file(registry, "b", 1, "data/weights");
    assertThat(names(first)).isEqualTo(3);
    assertThat(Files.isSameFile(first, file(registry, "a", 2, "data/weights"))).isTrue();
    assertThat(Files.isSameFile(first, last)).isTrue();
    assertThat(names(file(registry, "a", 1, "own"))).isEqualTo(2);
    assertThat(names(file(registry, "a", 2, "own"))).isEqualTo(1);
    assertThat(names(file(registry, "a", 2, "data/empty"))).isEqualTo(1);

    registry.deleteVersion("a", 1, false);
    whole(registry, "a", 2);
    registry.deleteModel("a", false);
    whole(registry, "b", 1);
    assertThat(names(last)).isEqualTo(1);
    registry.deleteVersion("b", 1, false);
    assertThat(last).doesNotExist();
  }

  @Test
  void the_files_of_a_run_are_never_those_of_a_version(Mudbrick platform) throws IOException {
    Registry registry = platform.module(Registry.class);
    registry.createModel("a", null, Map.of());
    String source = logged(platform, "one");
    register(platform, "a", source);
    register(platform, "a", source);
    assertThat(names(file(registry, "a", 1, "data/weights"))).isEqualTo(2);
    platform
        .module(Tracking.class)
        .logArtifact(
            source.split("/")[1],
            "m/data/weights",
            new ByteArrayInputStream("other".getBytes(StandardCharsets.UTF_8)));
    whole(registry, "a", 1);
    whole(registry, "a", 2);
  }

  @Test
  void copies_and_uploads_share_as_well(Mudbrick platform) throws IOException {
    Registry registry = platform.module(Registry.class);
    registry.createModel("a", null, Map.of());
    register(platform, "a", logged(platform, "one"));
    registry.copyVersion("models:/a/1", "copy");
    registry.beginVersion(NewModelVersion.of("a", "elsewhere").build());
    platform
        .module(FilesApi.class)
        .upload(
            "/Models/workspace/default/a/2/data/weights",
            new ByteArrayInputStream(WEIGHTS.getBytes(StandardCharsets.UTF_8)),
            true);
    registry.finalizeVersion("a", 2);
    assertThat(names(file(registry, "a", 2, "data/weights"))).isEqualTo(3);
    registry.deleteModel("a", false);
    whole(registry, "copy", 1);
  }

  @Test
  void a_damaged_file_is_not_shared(Mudbrick platform) throws IOException {
    Registry registry = platform.module(Registry.class);
    registry.createModel("a", null, Map.of());
    String source = SmallModels.logged(platform, 2);
    register(platform, "a", source);
    Path damaged = file(registry, "a", 1, "MLmodel");
    Files.writeString(damaged, " ".repeat((int) Files.size(damaged)));
    Files.setLastModifiedTime(damaged, FileTime.from(Instant.now().plusSeconds(1)));
    Path gone = file(registry, "a", 1, "preparation.json");
    Files.delete(gone);
    register(platform, "a", source);
    whole(registry, "a", 2);
    assertThat(registry.load("models:/a/2")).isNotNull();
    assertThatThrownBy(() -> registry.load("models:/a/1"))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("MLmodel");
  }

  @Test
  void versions_that_come_and_go_at_once_keep_their_bytes(Mudbrick platform) throws Exception {
    Registry registry = platform.module(Registry.class);
    registry.createModel("a", null, Map.of());
    String source = logged(platform, "one");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        work.add(
            () -> {
              for (int round = 0; round < 8; round++) {
                long made = register(platform, "a", source).version();
                whole(registry, "a", made);
                if (round % 4 != 3) {
                  registry.deleteVersion("a", made, false);
                }
              }
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    List<ModelVersion> left = registry.versions("a");
    assertThat(left).hasSize(8);
    for (ModelVersion version : left) {
      whole(registry, "a", version.version());
    }
  }
}
