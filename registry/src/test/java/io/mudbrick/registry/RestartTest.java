package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import java.nio.file.Files;
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

  @Test
  void a_version_that_waits_for_files_waits_on_also_when_its_completion_was_cut_off(
      @TempDir Path data) throws Exception {
    Path half;
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Registry registry = platform.module(Registry.class);
      registry.createModel("plain", null, Map.of());
      registry.beginVersion(NewModelVersion.of("plain", "/tmp/x").build());
      registry.createVersion(NewModelVersion.of("plain", SmallModels.logged(platform, 1)).build());
      half = registry.artifacts("plain", 2).onDisk("").resolveSibling("1");
      Files.writeString(registry.directory("plain", 1).resolve("MLmodel"), "flavors: {}");
    }
    try (Connection store =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("mudbrick.db"));
        Statement statement = store.createStatement()) {
      statement.executeUpdate("UPDATE registry_versions SET server = 'local' WHERE version = 1");
    }
    Files.createDirectories(half);
    Files.writeString(half.resolve("half"), "of an attempt that was cut off");
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Registry registry = platform.module(Registry.class);
      assertThat(registry.version("plain", 1).status())
          .isEqualTo(ModelVersion.Status.PENDING_REGISTRATION);
      registry.finalizeVersion("plain", 1);
      assertThat(registry.files("plain", 1)).extracting(ModelFile::path).containsExactly("MLmodel");
      assertThat(registry.artifacts("plain", 1).walk("")).hasSize(1);
    }
  }
}
