package io.mudbrick.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of the door: tokens, workspaces, bad requests. */
class HttpDoorTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Mudbrick platform;

  @BeforeAll
  static void start() {
    platform = Mudbrick.builder().start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(platform.host() + path))
        .header("Authorization", "Bearer " + platform.token());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> post(String body) {
    return send(
        request("/api/2.0/mlflow/echo")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static void refused(HttpResponse<String> reply, int status, String code) {
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(Json.object(reply.body())).containsEntry("error_code", code);
  }

  @Test
  void a_body_becomes_a_record_and_goes_back_as_json() {
    assertThat(post("{\"name\":\"a\",\"step\":\"3\",\"more\":1}").body())
        .isEqualTo("{\"name\":\"a\",\"step\":3,\"items\":[]}");
  }

  @Test
  void a_query_or_the_body_of_a_delete_serve_as_well() {
    assertThat(send(request("/ajax-api/2.0/mlflow/echo?name=a%20b&step=4").GET()).body())
        .isEqualTo("{\"name\":\"a b\",\"step\":4,\"items\":[]}");
    assertThat(
            send(request("/api/2.0/mlflow/echo")
                    .method("DELETE", BodyPublishers.ofString("{\"name\":\"d\"}")))
                .body())
        .contains("\"d\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "nonsense", "{\"name\":\"a\"}}", "\"x\""})
  void broken_json_answers_400(String body) {
    refused(post(body), 400, "BAD_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":null}",
        "{\"name\":7}",
        "{\"name\":\"a\",\"step\":1.5}",
        "{\"name\":\"a\",\"step\":[1]}",
        "{\"name\":\"a\",\"items\":[{\"key\":\"k\",\"value\":\"x\"}]}"
      })
  void a_missing_or_mistyped_field_answers_400(String body) {
    refused(post(body), 400, "INVALID_PARAMETER_VALUE");
  }

  @Test
  void a_body_beyond_the_limit_answers_413() {
    String body = "{\"name\":\"" + "x".repeat(65 << 20) + "\"}";

    refused(post(body), 413, "REQUEST_TOO_LARGE");
  }

  @Test
  void an_unknown_route_answers_404_in_the_dialect_around_it() {
    HttpResponse<String> mlflow = send(request("/api/2.0/mlflow/nope").GET());
    refused(mlflow, 404, "ENDPOINT_NOT_FOUND");
    assertThat(Json.object(mlflow.body())).doesNotContainKey("details");
    HttpResponse<String> databricks = send(request("/api/2.1/clusters/list").GET());
    refused(databricks, 404, "ENDPOINT_NOT_FOUND");
    assertThat(Json.object(databricks.body())).containsEntry("details", List.of());
  }

  @Test
  void a_missing_a_wrong_and_a_foreign_token_are_told_apart() {
    HttpRequest.Builder anonymous =
        HttpRequest.newBuilder(URI.create(platform.host() + "/api/2.0/mlflow/say/hi"));
    refused(send(anonymous), 401, "UNAUTHENTICATED");
    refused(send(anonymous.copy().header("Authorization", "Bearer nope")), 401, "UNAUTHENTICATED");
    refused(send(anonymous.copy().header("Authorization", "Basic !")), 401, "UNAUTHENTICATED");
    Mudbrick other = platform.newWorkspace("other");
    refused(
        send(
            HttpRequest.newBuilder(URI.create(other.uri() + "/api/2.0/mlflow/say/hi"))
                .header("Authorization", "Bearer " + platform.token())),
        403,
        "PERMISSION_DENIED");
  }

  @Test
  void the_token_selects_the_workspace_and_a_prefix_may_say_it_too() {
    Mudbrick other = platform.newWorkspace("other");
    for (URI base : List.of(other.uri(), platform.host())) {
      HttpResponse<String> reply =
          send(
              HttpRequest.newBuilder(URI.create(base + "/api/2.0/mlflow/say/hi"))
                  .header("Authorization", "Bearer " + other.token()));
      assertThat(reply.headers().firstValue("x-databricks-org-id"))
          .contains(other.workspace().id());
    }
  }

  @Test
  void a_basic_password_may_be_the_token() {
    String pair =
        Base64.getEncoder()
            .encodeToString(("token:" + platform.token()).getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> reply =
        send(
            HttpRequest.newBuilder(URI.create(platform.host() + "/api/2.0/mlflow/say/hi"))
                .header("Authorization", "Basic " + pair));

    assertThat(reply.body()).isEqualTo("admin: hi");
  }

  @Test
  void an_admin_route_is_closed_to_others_and_a_token_dies_with_its_user() {
    Mudbrick workspace = platform.newWorkspace("w");
    Identity identity = workspace.module(Identity.class);
    identity.createUser("ann@example.com");
    String token = identity.createToken("ann@example.com", "test");
    HttpRequest.Builder admin =
        HttpRequest.newBuilder(URI.create(platform.host() + "/api/2.0/mlflow/admin"))
            .header("Authorization", "Bearer " + token);
    refused(send(admin), 403, "PERMISSION_DENIED");

    identity.addMember(Identity.ADMINS, "ann@example.com");
    assertThat(send(admin).statusCode()).isEqualTo(200);

    identity.delete("ann@example.com");
    refused(send(admin), 401, "UNAUTHENTICATED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%2fx",
        "%2e%2e/x",
        "a/..%2f..%2fx",
        "%252e%252e%252fx",
        "a%5cb",
        "a%00b",
        "%2fx"
      })
  void a_path_that_climbs_is_refused_and_nothing_is_written(String path) {
    refused(
        send(request("/api/2.0/mlflow/blob/" + path).PUT(BodyPublishers.ofString("evil"))),
        400,
        "INVALID_PARAMETER_VALUE");
  }

  @Test
  void an_upload_may_be_larger_than_what_is_kept_in_memory() {
    HttpResponse<String> reply =
        send(
            request("/api/2.0/mlflow/blob/big.bin")
                .PUT(BodyPublishers.ofByteArray(new byte[70 << 20])));

    assertThat(Json.object(reply.body())).containsEntry("size", 70 << 20);
  }

  @Test
  void a_defect_answers_500_without_its_words() {
    HttpResponse<String> reply = send(request("/api/2.0/mlflow/defect").GET());

    refused(reply, 500, "INTERNAL_ERROR");
    assertThat(reply.body()).doesNotContain("secret");
  }

  @Test
  void what_is_worse_than_an_exception_is_answered_too() {
    HttpResponse<String> reply = send(request("/api/2.0/mlflow/overflow").GET());

    refused(reply, 500, "INTERNAL_ERROR");
    assertThat(reply.body()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 200_000})
  void half_a_body_never_passes_for_a_whole_one(int length) {
    HttpRequest torn =
        request("/api/2.0/mlflow/torn?length=" + length).timeout(Duration.ofSeconds(30)).build();

    assertThatThrownBy(() -> CLIENT.send(torn, BodyHandlers.ofString()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void a_backup_to_a_path_that_cannot_be_is_a_clients_mistake() {
    HttpRequest.Builder backup =
        request("/api/2.0/mudbrick/backup")
            .POST(BodyPublishers.ofString("{\"path\":\"/tmp/a\\u0000b\"}"));

    refused(send(backup), 400, "INVALID_PARAMETER_VALUE");
  }

  @Test
  void nothing_in_a_list_is_named() {
    HttpResponse<String> reply = post("{\"name\":\"a\",\"items\":[{\"key\":\"k\"},null]}");

    refused(reply, 400, "INVALID_PARAMETER_VALUE");
    assertThat(reply.body()).contains("items[1]");
  }

  @Test
  void a_workspace_in_a_path_is_repeated_in_no_other_form() {
    HttpResponse<String> page = send(request("/w/1%0Aexport%20X=1%22%3E$(x)/").GET());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("\nexport X").doesNotContain("$(x)");
  }

  @Test
  void a_foreign_host_or_origin_is_refused() throws IOException {
    refused(
        send(request("/api/2.0/mlflow/say/hi").header("Origin", "http://evil.example")),
        403,
        "PERMISSION_DENIED");
    try (Socket socket = new Socket("127.0.0.1", platform.host().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /.well-known/databricks-config HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(reply).startsWith("HTTP/1.1 403");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:1", "127.0.0.1", "[::1]:5000", "LOCALHOST", "10.1.2.3:5000"})
  void loopback_names_and_addresses_are_hosts_with_and_without_a_port(String host)
      throws IOException {
    assertThat(raw("GET /.well-known/databricks-config HTTP/1.1\r\nHost: " + host))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:5000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "a b",
        "[::1",
        "1e7"
      })
  void a_name_that_is_not_ours_is_refused_whatever_its_port(String host) throws IOException {
    assertThat(raw("GET /.well-known/databricks-config HTTP/1.1\r\nHost: " + host))
        .startsWith("HTTP/1.1 4")
        .doesNotContain("oidc_endpoint");
  }

  @Test
  void an_address_is_no_origin_and_a_page_elsewhere_may_not_post() throws IOException {
    String post = "POST /api/2.0/mlflow/echo HTTP/1.1\r\nHost: localhost\r\n";
    assertThat(raw(post + "Origin: http://6.6.6.6")).startsWith("HTTP/1.1 403");
    assertThat(raw(post + "Origin: null")).startsWith("HTTP/1.1 403");
    assertThat(raw(post + "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
    assertThat(raw(post + "Origin: http://localhost:3000")).startsWith("HTTP/1.1 401");
    assertThat(raw("POST /x HTTP/1.1\r\nHost: 10.1.2.3\r\nOrigin: http://10.1.2.3:5000"))
        .startsWith("HTTP/1.1 401");
  }

  private static String raw(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", platform.host().getPort())) {
      socket
          .getOutputStream()
          .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void a_host_name_may_be_allowed() throws IOException {
    try (Mudbrick named = Mudbrick.builder().allowedHosts(List.of("mud.example")).start()) {
      try (Socket socket = new Socket("127.0.0.1", named.host().getPort())) {
        socket
            .getOutputStream()
            .write(
                ("GET /.well-known/databricks-config HTTP/1.1\r\nHost: Mud.Example:80\r\n"
                        + "Connection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void nobody_learns_which_workspaces_there_are() {
    for (String workspace : List.of(platform.workspace().id(), "1234")) {
      HttpRequest.Builder anonymous =
          HttpRequest.newBuilder(
              URI.create(platform.host() + "/w/" + workspace + "/api/2.0/mlflow/say/hi"));
      refused(send(anonymous), 401, "UNAUTHENTICATED");
      Mudbrick other = platform.newWorkspace("other");
      refused(
          send(anonymous.header("Authorization", "Bearer " + other.token())),
          403,
          "PERMISSION_DENIED");
    }
  }

  @Test
  void without_tokens_asked_for_a_workspace_must_exist() {
    try (Mudbrick open = Mudbrick.builder().open(true).start()) {
      refused(
          send(HttpRequest.newBuilder(URI.create(open.host() + "/w/1234/api/2.0/mlflow/say/hi"))),
          404,
          "RESOURCE_DOES_NOT_EXIST");
    }
  }

  @Test
  void without_tokens_asked_for_a_call_is_the_admins() {
    try (Mudbrick open = Mudbrick.builder().open(true).start()) {
      HttpResponse<String> reply =
          send(HttpRequest.newBuilder(URI.create(open.host() + "/api/2.0/mlflow/say/hi")));
      assertThat(reply.body()).isEqualTo("admin: hi");
    }
  }

  /** Databricks' SDKs insist on sending one, and our own welcome page says "none". */
  @Test
  void without_tokens_asked_for_one_that_nobody_knows_is_as_good_as_none() {
    try (Mudbrick open = Mudbrick.builder().open(true).start()) {
      open.module(Identity.class).createUser("ann@example.com");
      HttpRequest.Builder call =
          HttpRequest.newBuilder(URI.create(open.host() + "/api/2.0/mlflow/say/hi"));
      for (String shown : List.of("Bearer none", "Basic !", "Basic dG9rZW46bm9uZQ==")) {
        assertThat(send(call.copy().header("Authorization", shown)).body()).isEqualTo("admin: hi");
      }
      String anns = open.as("ann@example.com").token();
      assertThat(send(call.copy().header("Authorization", "Bearer " + anns)).body())
          .isEqualTo("ann@example.com: hi");
    }
  }

  @Test
  void every_route_declares_its_policy() {
    assertThat(platform.routes()).isNotEmpty().allMatch(route -> route.policy() != null);
  }
}
