package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoMlModuleTest {
  @Test
  void a_server_that_was_killed_in_the_midst_of_trials_leaves_no_files_of_theirs(@TempDir Path data)
      throws Exception {
    Path left = Files.createDirectories(data.resolve("trials/local/trial-1"));
    Files.writeString(left.resolve("model"), "half");
    Path other = Files.createDirectories(data.resolve("trials/another-server/trial-2"));
    Mudbrick.builder().data(data).start().close();
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }
}
