package io.mudbrick.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code mudbrick exec} in a JVM of its own, with the tools that every POSIX system has. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExecCommandTest {
  @TempDir private Path directory;

  private record Ended(int code, String out, String err) {}

  private ProcessBuilder mudbrick(String... words) throws IOException {
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).directory(directory.toFile());
  }

  private Ended run(String... words) throws Exception {
    Path err = directory.resolve("stderr");
    Process process = mudbrick(words).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }

  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void the_command_finds_the_platform_in_its_environment_and_its_exit_code_is_ours()
      throws Exception {
    script(
        "pipeline.sh",
        """
        echo "$MLFLOW_TRACKING_URI $MLFLOW_REGISTRY_URI $DATABRICKS_HOST"
        test -n "$MLFLOW_TRACKING_TOKEN" && test -n "$DATABRICKS_TOKEN" || exit 9
        pwd -P
        echo "args: $*"
        exit 3""");

    Ended ended = run("exec", "./pipeline.sh", "--quiet", "a b");

    assertThat(ended.code()).isEqualTo(3);
    List<String> lines = ended.out().lines().toList();
    String uri = "http://127\\.0\\.0\\.1:\\d+";
    assertThat(lines.get(0)).matches(uri + " " + uri + " " + uri);
    assertThat(lines.get(1)).isEqualTo(directory.toRealPath().toString());
    assertThat(lines.subList(2, lines.size())).containsExactly("args: --quiet a b");
    assertThat(ended.err()).contains("mudbrick: http://127.0.0.1:");
    try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("mudbrick-")))
          .as("the platform's own directory")
          .isEmpty();
    }
  }

  @Test
  void the_data_stays_where_it_was_asked_to_be() throws Exception {
    Ended ended = run("exec", "--data", "kept", "--quiet", "--", "true");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).isEmpty();
    assertThat(directory.resolve("kept/mudbrick.db")).exists();
    assertThat(directory.resolve("kept/server.json")).doesNotExist();
  }

  @Test
  void a_command_that_cannot_be_started_is_told_as_a_shell_would() throws Exception {
    Ended unknown = run("exec", "--quiet", "--", "no-such-command-anywhere");
    assertThat(unknown.code()).isEqualTo(127);
    assertThat(unknown.err()).contains("no-such-command-anywhere: command not found");

    Files.writeString(directory.resolve("notes.txt"), "words");
    assertThat(run("exec", "--quiet", "--", "./notes.txt").code()).isEqualTo(126);
  }

  @Test
  void without_a_command_it_says_so_and_starts_nothing() throws Exception {
    Ended ended = run("exec");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("CMD").contains("mudbrick exec --help");
  }

  @Test
  void a_module_that_is_not_there_is_named() throws Exception {
    Ended ended = run("exec", "--modules", "nonsense", "--", "true");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("nonsense");
  }

  @Test
  void the_signal_that_ends_the_command_is_in_the_exit_code() throws Exception {
    assertThat(run("exec", "--quiet", "--", "sh", "-c", "kill -9 $$").code()).isEqualTo(137);
  }

  @Test
  void signals_go_on_to_the_command_which_decides() throws Exception {
    hears("TERM");
  }

  @Test
  void an_interrupt_goes_on_to_the_command_which_decides() throws Exception {
    assumeTrue(heardHere("INT"), "a shell that runs us in the background has us ignore interrupts");
    hears("INT");
  }

  private void hears(String signal) throws Exception {
    script(
        "trap.sh",
        """
        trap 'echo got it; trap "exit 5" TERM' %s
        echo ready
        while :; do sleep 0.05; done"""
            .formatted(signal));
    Process process =
        mudbrick("exec", "--quiet", "--", "./trap.sh")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      signal(signal, process);
      assertThat(out.readLine()).isEqualTo("got it");
      signal("TERM", process);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(5);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Whether children of this process can hear a signal: what is ignored here, they ignore. */
  private boolean heardHere(String signal) throws Exception {
    Path heard = script("self.sh", "trap 'exit 5' %1$s; kill -s %1$s $$; exit 0".formatted(signal));
    return new ProcessBuilder(heard.toString()).start().waitFor() == 5;
  }

  @Test
  void a_command_that_heeds_the_signal_ends_with_its_number() throws Exception {
    script("wait.sh", "echo ready\nexec sleep 600");
    Process process =
        mudbrick("exec", "--quiet", "--", "./wait.sh")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      signal("TERM", process);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
