package io.mudbrick.automl.internal.tracked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir Path root;

  @Test
  void a_directory_is_gone_with_all_that_was_written_when_the_work_is_done() {
    Path used =
        new Scratch(root)
            .with(
                directory -> {
                  write(directory.resolve("deep").resolve("file"));
                  return directory;
                });

    assertThat(used.getParent()).isEqualTo(root);
    assertThat(used).doesNotExist();
  }

  @Test
  void work_that_fails_is_heard_of_though_its_directory_cannot_be_deleted() {
    assertThatThrownBy(
            () ->
                new Scratch(root)
                    .with(
                        directory -> {
                          delete(directory);
                          throw new IllegalStateException("no model");
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no model")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
  }

  private static void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "model");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try {
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
