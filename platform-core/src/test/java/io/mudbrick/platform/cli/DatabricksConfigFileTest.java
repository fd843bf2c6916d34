package io.mudbrick.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabricksConfigFileTest {
  @TempDir Path home;
  private Path path;
  private DatabricksConfigFile file;

  @BeforeEach
  void open() {
    path = home.resolve(".databrickscfg");
    file = DatabricksConfigFile.of(Map.of(), home.toString());
  }

  @Test
  void a_new_file_is_for_its_owner_alone() throws IOException {
    file.write("mudbrick", "http://127.0.0.1:5000", "dapi1");

    assertThat(Files.readString(path))
        .startsWith("[mudbrick]\n# Written by mudbrick")
        .endsWith("host  = http://127.0.0.1:5000\ntoken = dapi1\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(home.toFile().list()).containsExactly(".databrickscfg");
  }

  @Test
  void everything_else_stays_as_it_was_and_ours_is_replaced() throws IOException {
    String before = "; mine\n[DEFAULT]\nhost = https://real\r\ntoken=real\n";
    String after = "\n# about the next\n[other]\nhost = https://other\n";
    Files.writeString(path, before + after);

    file.write("mudbrick", "http://one", "t1");
    String once = Files.readString(path);
    assertThat(once).startsWith(before + after + "\n[mudbrick]\n");
    Files.writeString(path, once + after.replace("other", "third"));
    file.write("mudbrick", "http://two", "t2");

    assertThat(Files.readString(path))
        .isEqualTo(
            (once + after.replace("other", "third"))
                .replace("http://one", "http://two")
                .replace("t1", "t2"));
  }

  @Test
  void a_profile_of_somebody_elses_is_left_alone() throws IOException {
    Files.writeString(path, "[work]\nhost = https://real\ntoken = real\n");

    assertThatThrownBy(() -> file.write("work", "http://one", "t1"))
        .hasMessageContaining("was not written by Mudbrick");
    assertThatThrownBy(() -> file.write("a]\n[b", "http://one", "t1"))
        .hasMessageContaining("will not do");
    assertThat(Files.readString(path)).isEqualTo("[work]\nhost = https://real\ntoken = real\n");
  }

  @Test
  void a_link_is_followed_and_the_variable_says_where() throws IOException {
    Path real = Files.createDirectory(home.resolve("dotfiles")).resolve("cfg");
    Files.writeString(real, "[x]\n");
    Files.createSymbolicLink(path, real);

    file.write("mudbrick", "http://one", "t1");
    assertThat(Files.isSymbolicLink(path)).isTrue();
    assertThat(Files.readString(real)).contains("[x]").contains("http://one");

    DatabricksConfigFile chosen =
        DatabricksConfigFile.of(Map.of("DATABRICKS_CONFIG_FILE", "~/elsewhere"), home.toString());
    chosen.write("mudbrick", "http://one", "t1");
    assertThat(home.resolve("elsewhere")).exists();
  }
}
