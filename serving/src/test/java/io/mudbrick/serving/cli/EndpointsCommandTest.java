package io.mudbrick.serving.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.serving.Serving;
import io.mudbrick.serving.Telco;
import io.mudbrick.serving.cli.CommandLines.Said;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
class EndpointsCommandTest {
  private static final String ROW =
      "{\"dataframe_records\": [{\"charges\": 29.85, \"tenure\": 1}]}";

  @TempDir private Path dir;
  private Mudbrick platform;

  @BeforeEach
  void models(Mudbrick mudbrick) {
    platform = mudbrick;
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    telco.register(0.9, null);
  }

  private Said run(String token, Object... words) {
    return CommandLines.run(platform, token, new EndpointsCommand(), words);
  }

  private String said(Object... words) {
    return CommandLines.said(platform, new EndpointsCommand(), words);
  }

  @Test
  void an_endpoint_lives_its_life() throws IOException {
    String model = Telco.MODEL;
    assertThat(said("create", "churn", "-m", model + "/1", "--log-to", "telco.churn"))
        .contains("churn serves telco.churn.model/1 100 %");
    assertThat(said("ls")).contains("churn", "READY", "telco.churn.model/1 100 %");
    assertThat(said("invoke", "churn", "--body", ROW)).isEqualTo("{\"predictions\":[\"Yes\"]}\n");
    Path file = dir.resolve("rows.json");
    Files.writeString(file, ROW);
    assertThat(said("invoke", "churn", "--file", file.toString())).contains("predictions");
    assertThat(
            said(
                "update",
                "churn",
                "-m",
                model + "/1=90",
                "-m",
                model + "/2=10",
                "--shadow",
                model + "/2"))
        .contains("telco.churn.model/1 90 %, telco.churn.model/2 10 %")
        .contains("telco.churn.model/2 (shadow)");
    assertThat(said("describe", "churn")).contains("READY", "url");
    assertThat(Json.object(said("describe", "churn", "--json"))).containsKey("config");
    assertThat(said("logs", "churn", "--build")).contains("Loading telco.churn.model/2");
    assertThat(said("metrics", "churn")).contains("# TYPE request_latency_ms histogram");
    assertThat(said("delete", "churn")).contains("churn is deleted");
    assertThat(run(platform.token(), "describe", "churn").code()).isEqualTo(1);
  }

  @Test
  void what_cannot_be_is_said_with_the_servers_words() {
    assertThat(run(platform.token(), "create", "churn", "-m", Telco.MODEL).code()).isEqualTo(2);
    assertThat(run(platform.token(), "create", "churn", "-m", Telco.MODEL + "/1=x").code())
        .isEqualTo(2);
    assertThat(run(platform.token(), "create", "churn", "-m", Telco.MODEL + "/9").text())
        .contains("not found");
    said("create", "churn", "-m", Telco.MODEL + "/1");
    Identity identity = platform.module(Identity.class);
    identity.createUser("ann@telco");
    String ann = identity.createToken("ann@telco", "test");
    assertThat(run(ann, "invoke", "churn", "--body", ROW).code()).isEqualTo(1);
    assertThat(run(ann, "delete", "churn").code()).isEqualTo(1);
    assertThat(platform.module(Serving.class).list()).hasSize(1);
  }
}
