package io.mudbrick.platform.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Secrets;
import io.mudbrick.platform.internal.journal.JournalFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the journal of those who log in with a secret. */
class AuditOfLoginsTest {
  @TempDir Path data;

  private List<String> lines() throws IOException {
    return JournalFiles.records(data.resolve("journal"), "audit").stream()
        .map(record -> new String(record.body(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void a_login_by_a_secret_is_on_record_and_neither_secret_nor_token_nor_long_words_are()
      throws Exception {
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Identity identity = platform.module(Identity.class);
      String robot = identity.createServicePrincipal("robot").id();
      Secrets.Issued secret = identity.secrets().create(robot, null);

      HttpResponse<String> reply =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(platform.host() + "/oidc/v1/token"))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .header("User-Agent", "sdk ".repeat(1_000))
                      .POST(
                          BodyPublishers.ofString(
                              "grant_type=client_credentials&client_id=robot&client_secret="
                                  + secret.value()))
                      .build(),
                  BodyHandlers.ofString());

      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(lines())
          .filteredOn(line -> line.contains("\"action\":\"issueToken\""))
          .singleElement()
          .asString()
          .contains("\"principal\":\"robot\"", "\"source\":\"rest\"", "127.0.0.1", "sdk sdk")
          .hasSizeLessThan(1_500);
      assertThat(lines()).noneMatch(line -> line.contains(secret.value()) || line.contains("dapi"));
    }
  }
}
