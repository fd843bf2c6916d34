package io.mudbrick.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.IoStep;
import io.mudbrick.test.DiskFaults;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, and one that fails. */
class DiskTroubleTest {
  /** Whose second piece needs a new file; the others' is in the database alone, or a deletion. */
  private static final Set<String> IN_FILES =
      Set.of("artifacts", "overwrite", "versions", "uploaded", "append", "upsert");

  private static final int FILLS = Integer.getInteger("crash.fills", 2);

  @TempDir Path directory;

  private final Map<String, Long> done = new LinkedHashMap<>();

  @Test
  void on_a_full_disk_reads_go_on_writes_answer_507_and_space_heals_it() throws Exception {
    try (Mudbrick platform = started(directory);
        DiskFaults disk = DiskFaults.below(directory.toRealPath())) {
      Map<String, Work> works = Works.on(platform);
      disk.fail(DiskFaults.FULL, IoStep.CREATE, IoStep.WRITE, IoStep.MAKE_DIRECTORY);
      works.forEach(
          (name, work) -> {
            if (IN_FILES.contains(name)) {
              assertRefused(name, work);
            } else {
              act(name, work);
            }
            work.check(done.get(name));
          });
      assertThat(get(platform, "/ready").statusCode()).isEqualTo(200);
      disk.recover();
      works.forEach(
          (name, work) -> {
            act(name, work);
            work.check(done.get(name));
          });
      AuditTrail.check(platform, done.get("runs"), done.get("runs"));
    }
  }

  @Test
  void after_a_sync_that_failed_nothing_is_written_until_a_new_start() throws Exception {
    try (Mudbrick platform = started(directory);
        DiskFaults disk = DiskFaults.below(directory.toRealPath())) {
      Map<String, Work> works = Works.on(platform);
      disk.fail(DiskFaults.BROKEN, IoStep.SYNC);
      assertRefused("artifacts", works.get("artifacts"));
      disk.recover();
      works.forEach(
          (name, work) -> {
            assertRefused(name, work);
            work.check(done.get(name));
          });
      assertThat(get(platform, "/ready").statusCode()).isEqualTo(503);
    }
    try (Mudbrick platform = Mudbrick.builder().data(directory).start()) {
      Works.on(platform)
          .forEach(
              (name, work) -> {
                work.check(done.get(name));
                act(name, work);
                work.check(done.get(name));
              });
      assertThat(get(platform, "/ready").statusCode()).isEqualTo(200);
    }
  }

  /** The real thing, for whoever may mount: the database meets it as well. */
  @Test
  void a_small_file_system_that_fills_up_and_is_emptied_loses_nothing() throws Exception {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", mount.toString()));
    try {
      try (Mudbrick platform = started(Files.createDirectory(mount.resolve("data")))) {
        Map<String, Work> works = Works.on(platform);
        for (int fill = 0; fill < FILLS; fill++) {
          Path ballast = mount.resolve("ballast");
          fill(ballast);
          int refused = 0;
          for (int piece = 0; piece < 3; piece++) {
            for (Map.Entry<String, Work> work : works.entrySet()) {
              refused += tryToAct(work.getKey(), work.getValue()) ? 0 : 1;
            }
          }
          assertThat(refused).isPositive();
          works.forEach((name, work) -> work.check(done.get(name)));
          Files.delete(ballast);
          works.forEach(
              (name, work) -> {
                act(name, work);
                work.check(done.get(name));
              });
        }
        AuditTrail.check(platform, done.get("runs"), done.get("runs"));
      }
    } finally {
      // Lazily: the JDK gives mapped files of online tables back when it likes to.
      run("umount", "-l", mount.toString());
    }
  }

  private Mudbrick started(Path data) {
    Mudbrick platform = Mudbrick.builder().data(data).start();
    Works.on(platform)
        .forEach(
            (name, work) -> {
              work.prepare();
              done.put(name, 0L);
              act(name, work);
            });
    return platform;
  }

  private void act(String name, Work work) {
    work.act(done.get(name) + 1);
    done.merge(name, 1L, Long::sum);
  }

  private void assertRefused(String name, Work work) {
    assertThatThrownBy(() -> work.act(done.get(name) + 1))
        .as(name)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).as(name).isEqualTo(ErrorCode.INSUFFICIENT_STORAGE));
  }

  private boolean tryToAct(String name, Work work) {
    try {
      act(name, work);
      return true;
    } catch (PlatformException e) {
      assertThat(e.code()).as(name + ": " + e).isEqualTo(ErrorCode.INSUFFICIENT_STORAGE);
      return false;
    }
  }

  private static void fill(Path ballast) {
    try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
      byte[] page = new byte[4096];
      while (true) {
        file.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private static HttpResponse<String> get(Mudbrick platform, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(platform.host() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
