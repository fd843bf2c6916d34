package io.mudbrick.platform.internal.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WelcomePageTest {
  private static final Overview OVERVIEW =
      new Overview(List.of(new Overview.Part("tracking", 7, List.of("/api/2.0/mlflow"))), false);
  private final WelcomePage page = new WelcomePage(OVERVIEW);

  private String body(@Nullable String accept, String url) throws IOException {
    HttpReply reply = page.reply(accept, url);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reply.body().writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_browser_gets_a_page_without_anything_from_elsewhere() throws IOException {
    String html = body("text/html,*/*;q=0.8", "http://127.0.0.1:5000");

    assertThat(html)
        .startsWith("<!doctype html>")
        .contains("export DATABRICKS_HOST=http://127.0.0.1:5000")
        .contains("<th>tracking</th><td><code>/api/2.0/mlflow</code>")
        .doesNotContain("@URL@", "@HOW@", "@MODULES@", "src=", "href=", "<script");
  }

  @Test
  void a_url_is_text_wherever_it_came_from() throws IOException {
    assertThat(body("text/html", "http://x/\"><script>")).doesNotContain("<script");
  }

  @Test
  void programs_get_json_and_terminals_text() throws IOException {
    assertThat(Json.object(body("application/json", "http://h"))).containsEntry("url", "http://h");
    assertThat(body("*/*", "http://h"))
        .contains("export MLFLOW_TRACKING_URI=http://h\n")
        .contains("tracking        /api/2.0/mlflow");
    assertThat(body(null, "http://h")).startsWith("Mudbrick");
  }
}
