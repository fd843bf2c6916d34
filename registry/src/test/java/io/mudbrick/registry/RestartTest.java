package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server left half done, the next one on the same directory ends. */
class RestartTest {

  @Test
  void a_registration_cut_off_has_failed_and_its_files_are_gone(@TempDir Path data)
      throws Exception {
    Path files;
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Registry registry = platform.module(Registry.class);
      registry.createModel("plain", null, Map.of());
      registry.createVersion(NewModelVersion.of("plain", SmallModels.logged(platform, 1)).build());
      files = registry.artifacts("plain", 1).onDisk("");
    }
    assertThat(files).isDirectory();
    try (Connection store =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("mudbrick.db"));
        Statement statement = store.createStatement()) {
      statement.executeUpdate("UPDATE registry_versions SET status = 'PENDING_REGISTRATION'");
    }
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      assertThat(platform.module(Registry.class).version("plain", 1).status())
          .isEqualTo(ModelVersion.Status.FAILED_REGISTRATION);
      assertThat(files).doesNotExist();
    }
  }
}
