package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.files.IoStep;
import io.mudbrick.registry.ModelVersion.Status;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Tracking;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registration that ends, or meets a broken disk, before each of the steps that it takes to the
 * disk. What a process that is killed there leaves behind, also by a power cut, is looked at in
 * {@code CrashPointTest}.
 */
class RegistrationStepsTest {
  /** What a failed push of these says ends all writing: for every later test as well. */
  private static final Set<IoStep> SYNCS = EnumSet.of(IoStep.SYNC, IoStep.SYNC_DIRECTORY);

  private static final Set<IoStep> ALL = EnumSet.allOf(IoStep.class);

  @TempDir Path directory;

  /** The work of this thread stops here, and nothing after it is done. */
  private static final class Stopped extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Counts steps to files, and lets something happen before one of them. */
  private static final class Steps implements AutoCloseable {
    private final List<IoStep> taken = new ArrayList<>();
    private final Closeable injected;

    /**
     * @param at the number of the step, from 0; -1 for none
     */
    Steps(Path root, int at, boolean stops, Set<IoStep> counted) {
      this.injected =
          FileIo.inject(
              (step, file) -> {
                if (file.startsWith(root) && counted.contains(step)) {
                  taken.add(step);
                  if (taken.size() == at + 1) {
                    if (stops) {
                      throw new Stopped();
                    }
                    throw new IOException("the disk is broken");
                  }
                }
              });
    }

    @Override
    public void close() throws IOException {
      injected.close();
    }
  }

  /** Two sorts of registration: from a run, and of what was uploaded. */
  private interface Registering {
    /** Gets ready, and returns what is to be stopped. */
    Runnable begin(Registry registry, int attempt);
  }

  private String source = "";

  private Mudbrick start() {
    return Mudbrick.builder().data(directory.resolve("data")).start();
  }

  private Registry furnished(Mudbrick platform) {
    Tracking tracking = platform.module(Tracking.class);
    String run = tracking.createRun(NewRun.in("0").build()).runId();
    tracking.logArtifact(run, "m/MLmodel", text("flavors: {}"));
    tracking.logArtifact(run, "m/data/weights", text("weights ".repeat(500)));
    source = "runs:/" + run + "/m";
    Registry registry = platform.module(Registry.class);
    registry.createModel("m", null, Map.of());
    return registry;
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private Registering fromRun() {
    return (registry, attempt) ->
        () -> registry.createVersion(NewModelVersion.of("m", source).build());
  }

  /** Files that no other version has. */
  private static Registering uploaded(Mudbrick platform) {
    return (registry, attempt) -> {
      long version = registry.beginVersion(NewModelVersion.of("m", "x").build()).version();
      String root = "/Models/workspace/default/m/" + version;
      FilesApi files = platform.module(FilesApi.class);
      files.upload(root + "/MLmodel", text("flavors: {}"), true);
      files.upload(root + "/data/weights", text("weights " + attempt), true);
      return () -> registry.finalizeVersion("m", version);
    };
  }

  /** The steps of the journal and of the database are other tests'. */
  private Path blobs() throws IOException {
    return directory.toRealPath().resolve("data/blobs");
  }

  private void everyReadyVersionIsWhole(Registry registry) throws IOException {
    Map<Long, Status> versions = new TreeMap<>();
    for (ModelVersion version : registry.versions("m")) {
      versions.put(version.version(), version.status());
      if (version.status() != Status.READY) {
        continue;
      }
      List<ModelFile> files = registry.files("m", version.version());
      assertThat(files).extracting(ModelFile::path).containsExactly("MLmodel", "data/weights");
      BlobStore store = registry.artifacts("m", version.version());
      for (ModelFile file : files) {
        try (InputStream in = store.open(file.path())) {
          assertThat(Digests.sha256(in.readAllBytes())).isEqualTo(file.sha256());
        }
      }
    }
    // Nothing leaks: there is a tree for each version that is ready, and none else.
    versions.values().removeIf(status -> status != Status.READY);
    String model = registry.model("m").id();
    assertThat(below("models/" + model)).isEqualTo(versions.keySet());
    assertThat(below("model-uploads/" + model)).isEmpty();
  }

  private Set<Long> below(String directory) throws IOException {
    Set<Long> versions = new TreeSet<>();
    if (Files.exists(blobs().resolve(directory))) {
      try (Stream<Path> children = Files.list(blobs().resolve(directory))) {
        children.forEach(path -> versions.add(Long.valueOf(path.getFileName().toString())));
      }
    }
    return versions;
  }

  private int stoppedAtEachStep(Registry registry, Registering work) throws IOException {
    for (int at = 0; ; at++) {
      Runnable registration = work.begin(registry, at);
      try (Steps steps = new Steps(blobs(), at, true, ALL)) {
        registration.run();
        return steps.taken.size();
      } catch (Stopped stopped) {
        continue;
      }
    }
  }

  @Test
  void a_registration_that_ended_anywhere_has_failed_at_the_next_start_and_leaves_nothing()
      throws IOException {
    int first;
    int again;
    try (Mudbrick platform = start()) {
      Registry registry = furnished(platform);
      first = stoppedAtEachStep(registry, fromRun());
      // Now there is a version that is ready, whose files are given second names.
      again = stoppedAtEachStep(registry, fromRun());
    }
    assertThat(first).isGreaterThan(10);
    assertThat(again).isGreaterThan(5).isLessThan(first);
    try (Mudbrick platform = start()) {
      Registry registry = platform.module(Registry.class);
      assertThat(registry.versions("m"))
          .extracting(ModelVersion::status)
          .containsOnly(Status.READY, Status.FAILED_REGISTRATION);
      assertThat(registry.versions("m"))
          .filteredOn(version -> version.status() == Status.READY)
          .hasSize(2);
      everyReadyVersionIsWhole(registry);
    }
  }

  @Test
  void a_finalization_that_ended_anywhere_can_be_asked_for_again() throws IOException {
    try (Mudbrick platform = start()) {
      Registry registry = furnished(platform);
      assertThat(stoppedAtEachStep(registry, uploaded(platform))).isGreaterThan(10);
    }
    try (Mudbrick platform = start()) {
      Registry registry = platform.module(Registry.class);
      List<ModelVersion> versions = registry.versions("m");
      assertThat(versions).hasSizeGreaterThan(10);
      for (ModelVersion version : versions) {
        if (version.status() == Status.PENDING_REGISTRATION) {
          registry.finalizeVersion("m", version.version());
        }
      }
      assertThat(registry.versions("m"))
          .extracting(ModelVersion::status)
          .containsOnly(Status.READY);
      everyReadyVersionIsWhole(registry);
    }
  }

  @Test
  void a_broken_disk_fails_a_registration_at_once_and_leaves_nothing() throws IOException {
    try (Mudbrick platform = start()) {
      Registry registry = furnished(platform);
      int failed = failedAtEachStep(registry, fromRun(), Status.FAILED_REGISTRATION);
      assertThat(failed).isGreaterThan(5);
      failedAtEachStep(registry, uploaded(platform), Status.PENDING_REGISTRATION);
      registry.versions("m").stream()
          .filter(version -> version.status() == Status.PENDING_REGISTRATION)
          .forEach(version -> registry.finalizeVersion("m", version.version()));
      everyReadyVersionIsWhole(registry);
    }
  }

  @Test
  void what_a_broken_disk_keeps_from_being_deleted_goes_at_the_next_start() throws IOException {
    try (Mudbrick platform = start()) {
      Registry registry = furnished(platform);
      fromRun().begin(registry, 0).run();
      int deleted = 0;
      for (int at = 0; at >= 0; at++) {
        fromRun().begin(registry, at).run();
        long newest = registry.versions("m").get(0).version();
        try (Steps steps = new Steps(blobs(), at, false, EnumSet.of(IoStep.DELETE))) {
          registry.deleteVersion("m", newest, false);
          if (steps.taken.size() <= at) {
            break;
          }
        }
        deleted++;
      }
      assertThat(deleted).isGreaterThan(3);
      assertThat(below("models/" + registry.model("m").id())).hasSizeGreaterThan(3);
    }
    try (Mudbrick platform = start()) {
      everyReadyVersionIsWhole(platform.module(Registry.class));
    }
  }

  private int failedAtEachStep(Registry registry, Registering work, Status then)
      throws IOException {
    work.begin(registry, -1).run(); // makes the directories that later ones find
    registry.deleteVersion("m", registry.versions("m").get(0).version(), false);
    List<IoStep> all;
    Runnable counted = work.begin(registry, -2);
    try (Steps steps = new Steps(blobs(), -1, false, ALL)) {
      counted.run();
      all = List.copyOf(steps.taken);
    }
    registry.deleteVersion("m", registry.versions("m").get(0).version(), false);
    // What is deleted is deleted after the version is ready: that it stays is no failure.
    int ready = all.contains(IoStep.DELETE) ? all.indexOf(IoStep.DELETE) : all.size();
    int failed = 0;
    for (int at = 0; at < ready; at++) {
      if (!SYNCS.contains(all.get(at))) {
        Runnable registration = work.begin(registry, at);
        try (Steps steps = new Steps(blobs(), at, false, ALL)) {
          assertThatThrownBy(registration::run)
              .as("step %d of %s", at, all)
              .isInstanceOf(PlatformException.class);
          assertThat(steps.taken.subList(0, at + 1)).isEqualTo(all.subList(0, at + 1));
        }
        assertThat(registry.versions("m").get(0).status()).isEqualTo(then);
        failed++;
      }
    }
    return failed;
  }
}
