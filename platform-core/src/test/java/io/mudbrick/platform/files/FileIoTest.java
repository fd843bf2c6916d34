package io.mudbrick.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.internal.files.Durable;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // faults are in force for as long as they are open
class FileIoTest {
  @TempDir Path directory;

  @Test
  void a_durable_write_takes_its_steps_in_order() throws Exception {
    List<IoStep> steps = new ArrayList<>();
    try (Closeable faults = below((step, file) -> steps.add(step))) {
      write("a");
    }
    assertThat(steps)
        .containsExactly(
            IoStep.CREATE,
            IoStep.WRITE,
            IoStep.WRITE_REST,
            IoStep.SYNC,
            IoStep.RENAME,
            IoStep.SYNC_DIRECTORY);
  }

  @Test
  void whichever_step_fails_no_half_file_is_seen_and_the_next_write_succeeds() throws Exception {
    for (IoStep broken : IoStep.values()) {
      try (Closeable faults = below((step, file) -> failOn(broken, step))) {
        write("a");
      } catch (IOException expected) {
        assertThat(expected).hasStackTraceContaining("Input/output error");
      }
      assertThat(directory.resolve("a"))
          .satisfiesAnyOf(
              file -> assertThat(file).doesNotExist(), file -> assertThat(file).hasContent("ab"));
      assertThat(directory.resolve("a.tmp")).doesNotExist();
    }
    write("a");
    assertThat(directory.resolve("a")).hasContent("ab");
  }

  @Test
  void a_full_disk_has_an_exception_of_its_own() throws Exception {
    try (Closeable faults =
        below(
            (step, file) -> {
              if (step == IoStep.WRITE_REST) {
                throw new IOException("No space left on device");
              }
            })) {
      assertThatThrownBy(() -> write("a")).isInstanceOf(DiskFullException.class);
    }
    assertThat(Files.list(directory)).isEmpty();
  }

  @Test
  void a_sync_that_fails_ends_writing_below_the_guarded_directory_and_nowhere_else()
      throws Exception {
    List<SyncFailedException> here = new ArrayList<>();
    List<SyncFailedException> elsewhere = new ArrayList<>();
    try (Closeable faults = below((step, file) -> failOn(IoStep.SYNC, step));
        Closeable watch = FileIo.guard(directory, here::add);
        Closeable other = FileIo.guard(directory.resolve("x"), elsewhere::add)) {
      assertThatThrownBy(() -> write("a")).isInstanceOf(SyncFailedException.class);
      faults.close();
      assertThatThrownBy(() -> write("a")).isInstanceOf(SyncFailedException.class);
    }
    write("a");
    assertThat(here).hasSize(1);
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void an_interrupted_thread_is_not_a_broken_disk() throws Exception {
    List<SyncFailedException> failures = new ArrayList<>();
    try (Closeable watch = FileIo.guard(directory, failures::add)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> FileIo.syncDirectory(directory))
          .isInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
      write("a");
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void deletions_that_nobody_waits_for_are_put_off_while_others_are_held() throws Exception {
    write("a");
    write("b");
    Runnable deletion = () -> directory.resolve("a").toFile().delete();
    Closeable held = FileIo.holdDeletions(directory);

    FileIo.afterHolds(directory.resolve("a"), deletion);
    assertThat(FileIo.discard(directory.resolve("b"))).isTrue();
    assertThat(FileIo.deletionsHeld(directory.resolve("a"))).isTrue();
    assertThat(directory.resolve("a")).exists();
    held.close();
    assertThat(directory.resolve("a")).doesNotExist();

    write("a");
    FileIo.afterHolds(directory.resolve("a"), deletion);
    assertThat(directory.resolve("a")).doesNotExist();
  }

  private Closeable below(IoFaults faults) {
    return FileIo.inject(
        (step, file) -> {
          if (file.startsWith(directory)) {
            faults.before(step, file);
          }
        });
  }

  private static void failOn(IoStep broken, IoStep step) throws IOException {
    if (step == broken) {
      throw new IOException("Input/output error");
    }
  }

  private void write(String name) throws IOException {
    Durable.write(
        directory.resolve(name),
        new ByteArrayInputStream("ab".getBytes(StandardCharsets.UTF_8)),
        directory.resolve(name + ".tmp"));
  }
}
