package io.mudbrick.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A server in a process of its own that is backed up, and then told to stop, while clients write.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackupCommandTest {
  private static final int CLIENTS = 4;
  private static final String SCIM = "/api/2.0/preview/scim/v2/";

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<Integer> otherAnswers = ConcurrentHashMap.newKeySet();

  @Test
  void a_backup_holds_what_was_answered_before_it_and_a_stop_loses_nothing() throws Exception {
    Path data = directory.resolve("data");
    Process server = serve(data);
    try {
      URI uri = address(server);
      String admin = Files.readString(data.resolve("admin.token")).strip();
      CountDownLatch busy = new CountDownLatch(10 * CLIENTS);
      List<Thread> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        String name = "client-" + client;
        clients.add(new Thread(() -> createUsers(uri, admin, name, busy), name));
      }
      clients.forEach(Thread::start);
      busy.await();

      Set<String> before = Set.copyOf(acknowledged);
      Path backup = directory.resolve("backup");
      assertThat(run("backup", "--data", data.toString(), backup.toString())).isZero();

      String bot = plainToken(uri, admin);
      String target = "{\"path\": \"" + directory.resolve("second") + "\"}";
      assertThat(post(uri, bot, "/api/2.0/mudbrick/backup", target).statusCode()).isEqualTo(403);
      assertThat(directory.resolve("second")).doesNotExist();
      assertThat(post(uri, admin, "/api/2.0/mudbrick/backup", target).statusCode()).isEqualTo(200);

      server.toHandle().destroy();
      for (Thread client : clients) {
        client.join();
      }
      assertThat(otherAnswers).isSubsetOf(503);
      server.waitFor();
      assertThat(users(data)).containsAll(acknowledged);

      for (String copy : List.of("backup", "second")) {
        Path again = directory.resolve(copy + "-restored");
        String from = directory.resolve(copy).toString();
        assertThat(run("restore", from, "--data", again.toString())).isZero();
        assertThat(users(again)).containsAll(before);
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private Process serve(Path data) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--port",
            "0",
            "--data",
            data.toString())
        .redirectError(directory.resolve("stderr").toFile())
        .start();
  }

  private static URI address(Process server) throws IOException {
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
      return URI.create(String.valueOf(out.readLine()));
    }
  }

  /** Until it is answered anything but that the user is there, or not at all. */
  private void createUsers(URI uri, String token, String name, CountDownLatch busy) {
    for (int i = 0; ; i++) {
      String user = name + "-" + i + "@example.com";
      try {
        int status = post(uri, token, SCIM + "Users", user(user)).statusCode();
        if (status != 201) {
          otherAnswers.add(status);
          return;
        }
        acknowledged.add(user);
        busy.countDown();
      } catch (IOException | InterruptedException stopped) {
        return;
      }
    }
  }

  private static String user(String name) {
    return "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:User\"], \"userName\": \""
        + name
        + "\"}";
  }

  /** The token of a service principal that administers nothing. */
  private String plainToken(URI uri, String admin) throws Exception {
    String bot = post(uri, admin, SCIM + "ServicePrincipals", "{\"displayName\": \"bot\"}").body();
    String asked = Json.write(Map.of("application_id", Json.object(bot).get("applicationId")));
    String made = post(uri, admin, "/api/2.0/token-management/on-behalf-of/tokens", asked).body();
    return String.valueOf(Json.object(made).get("token_value"));
  }

  private HttpResponse<String> post(URI uri, String token, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri.resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static int run(String... words) {
    CommandLine tree = Main.commandLine();
    StringWriter said = new StringWriter();
    tree.setOut(new PrintWriter(said, true));
    tree.setErr(new PrintWriter(said, true));
    int code = tree.execute(words);
    assertThat(said.toString()).doesNotContain("Exception");
    return code;
  }

  private static List<String> users(Path data) {
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      return platform.module(Identity.class).list(Principal.Kind.USER).stream()
          .map(Principal::name)
          .toList();
    }
  }
}
