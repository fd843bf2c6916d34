package io.mudbrick.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServerOptionsTest {
  @TempDir private Path data;

  @Test
  void a_directory_that_nobody_holds_is_opened_at_the_workspace_that_is_named() throws IOException {
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Mudbrick other = platform.newWorkspace("demo-1");
      Identity theirs = other.module(Identity.class);
      theirs.createUser("theirs@example.com");
      Files.writeString(
          data.resolve("demo-1.token"),
          theirs.createToken(other.caller().principal().name(), "to be kept"));
      platform.module(Identity.class).createUser("ours@example.com");
    }
    assertThat(users()).contains("ours").doesNotContain("theirs");
    assertThat(users("--workspace", "demo-1")).contains("theirs").doesNotContain("ours");
    assertThatThrownBy(() -> users("--workspace", "demo-2")).hasMessageContaining("No token");
    assertThat(users()).contains("ours");
  }

  private String users(String... more) {
    String[] words = new String[more.length + 2];
    words[0] = "--data";
    words[1] = data.toString();
    System.arraycopy(more, 0, words, 2, more.length);
    try (Connection connection =
        CommandLine.populateCommand(new ServerOptions(), words).connect()) {
      return connection.get("/api/2.0/preview/scim/v2/Users").toString();
    }
  }
}
