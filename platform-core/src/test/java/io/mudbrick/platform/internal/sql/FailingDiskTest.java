package io.mudbrick.platform.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk that fails the store itself, which writes by SQLite's own means: a library before the
 * system's has the calls fail, in a process of its own. Needs Linux and a C compiler, which the
 * build must do without: each night.
 */
@Tag("nightly")
class FailingDiskTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"sync", "write"})
  void after_the_store_met_a_failing_disk_nothing_is_written_until_a_new_start(String call)
      throws Exception {
    Path data = directory.resolve("data");
    assertThat(answers(call, data))
        .contains(
            "before before@example.com",
            "during INSUFFICIENT_STORAGE",
            "after INSUFFICIENT_STORAGE",
            "file SyncFailedException",
            "read admin",
            "ready 503");
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Identity identity = platform.module(Identity.class);
      assertThat(identity.list(Principal.Kind.USER))
          .extracting(Principal::name)
          .contains("before@example.com")
          .doesNotContain("during@example.com", "after@example.com");
      identity.createUser("new@example.com");
    }
  }

  private String answers(String call, Path data) throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            FailingDiskMain.class.getName(),
            data.toString(),
            directory.resolve("broken").toString());
    process.environment().put("LD_PRELOAD", library().toString());
    process.environment().put("BROKEN", directory.resolve("broken").toString());
    process.environment().put("CALL", call);
    Path errors = directory.resolve("errors");
    Process running = process.redirectError(errors.toFile()).start();
    String answers = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.waitFor()).as(Files.readString(errors)).isZero();
    return answers;
  }

  private Path library() throws Exception {
    Path source = directory.resolve("failing-disk.c");
    try (InputStream bytes =
        FailingDiskTest.class.getResourceAsStream("/io/mudbrick/platform/failing-disk.c")) {
      Files.write(source, bytes.readAllBytes());
    }
    Path library = directory.resolve("failing-disk.so");
    try {
      Process compiler =
          new ProcessBuilder(
                  "gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
              .inheritIO()
              .start();
      assumeTrue(compiler.waitFor() == 0, "gcc failed");
    } catch (IOException none) {
      assumeTrue(false, "no gcc here");
    }
    return library;
  }
}
