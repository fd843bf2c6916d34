package io.mudbrick.platform.internal.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.internal.http.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  @TempDir Path folder;

  private static Served request(String path) {
    return new Served("id", "GET", path, null, 404, 7, 1_500_000, "127.0.0.1", null);
  }

  @Test
  void a_full_file_makes_way_and_the_oldest_goes() throws IOException {
    for (int i = 0; i < 5; i++) {
      try (AccessLog log = new AccessLog(folder, Clock.systemUTC(), 1, 3)) {
        log.add(request("/" + i));
      }
    }

    assertThat(Files.readString(folder.resolve("access.log"))).contains("GET /4 ");
    assertThat(Files.readString(folder.resolve("access.log.1"))).contains("GET /3 ");
    assertThat(Files.readString(folder.resolve("access.log.2"))).contains("GET /2 ");
    assertThat(folder.resolve("access.log.3")).doesNotExist();
  }

  @Test
  void no_path_can_forge_a_line() throws IOException {
    try (AccessLog log = new AccessLog(folder, Clock.systemUTC())) {
      log.add(request("/a b\n2026 200 \u0085" + "x".repeat(5000)));
    }

    String text = Files.readString(folder.resolve("access.log"));
    assertThat(text.lines()).hasSize(1);
    assertThat(text).contains("/a%20b%0A2026%20200%20%85x").hasSizeLessThan(700);
  }
}
