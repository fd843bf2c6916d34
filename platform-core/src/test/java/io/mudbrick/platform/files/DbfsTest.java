package io.mudbrick.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DbfsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path data;
  private final Ticking clock = new Ticking();
  private Mudbrick platform;
  private Dbfs dbfs;

  /** Goes on only when told to. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void open() {
    platform = Mudbrick.builder().data(data).clock(clock).start();
    dbfs = platform.module(Dbfs.class);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }

  @Test
  void small_files_are_put_read_listed_moved_and_deleted() {
    dbfs.put("dbfs:/tmp/a.txt", bytes("0123456789"), false);
    assertThat(dbfs.getStatus("/tmp/a.txt").size()).isEqualTo(10);
    assertThat(dbfs.read("/tmp/a.txt", 2, 3)).asString().isEqualTo("234");
    assertThat(dbfs.read("/tmp/a.txt", 8, 100)).asString().isEqualTo("89");
    assertThat(dbfs.read("/tmp/a.txt", 99, 1)).isEmpty();
    assertThat(dbfs.list("/tmp")).extracting(FileEntry::path).containsExactly("/tmp/a.txt");
    assertThat(dbfs.list("/tmp/a.txt")).hasSize(1);
    assertThat(dbfs.list("/")).extracting(FileEntry::path).containsExactly("/tmp");
    assertThat(dbfs.getStatus("/").directory()).isTrue();
    refused(() -> dbfs.put("/tmp/a.txt", bytes("x"), false), ErrorCode.RESOURCE_ALREADY_EXISTS);
    dbfs.put("/tmp/a.txt", bytes("new"), true);

    dbfs.mkdirs("/x/y");
    dbfs.mkdirs("/x/y");
    refused(() -> dbfs.mkdirs("/tmp/a.txt"), ErrorCode.RESOURCE_ALREADY_EXISTS);
    refused(() -> dbfs.move("/tmp", "/x"), ErrorCode.RESOURCE_ALREADY_EXISTS);
    refused(() -> dbfs.move("/none", "/z"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(() -> dbfs.move("/x", "/x/y/z"), ErrorCode.INVALID_PARAMETER_VALUE);
    dbfs.move("/tmp", "/x/y/tmp");
    assertThat(dbfs.read("/x/y/tmp/a.txt", 0, 10)).asString().isEqualTo("new");
    refused(() -> dbfs.delete("/x", false), ErrorCode.IO_ERROR);
    dbfs.delete("/x", true);
    dbfs.delete("/x", true);
    refused(() -> dbfs.getStatus("/x"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(() -> dbfs.list("/x"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(() -> dbfs.read("/x", 0, 1), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(() -> dbfs.read("/", 0, 1), ErrorCode.INVALID_PARAMETER_VALUE);
    refused(() -> dbfs.delete("/", true), ErrorCode.INVALID_PARAMETER_VALUE);
  }

  @Test
  void blocks_make_a_file_that_shows_when_it_is_closed_also_after_a_restart() {
    long handle = dbfs.create("/big", false);
    dbfs.addBlock(handle, bytes("one "));
    refused(() -> dbfs.getStatus("/big"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    platform.close();
    open();
    dbfs.addBlock(handle, bytes("two"));
    dbfs.close(handle);
    assertThat(dbfs.read("/big", 0, 100)).asString().isEqualTo("one two");
    refused(() -> dbfs.close(handle), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(() -> dbfs.addBlock(handle, bytes("x")), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(() -> dbfs.create("/big", false), ErrorCode.RESOURCE_ALREADY_EXISTS);
  }

  @Test
  void a_handle_is_its_makers_and_ends_after_ten_idle_minutes() {
    long handle = dbfs.create("/f", false);
    platform.module(Identity.class).createUser("eve");
    Dbfs eve = platform.as("eve").module(Dbfs.class);
    refused(() -> eve.addBlock(handle, bytes("x")), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    clock.now = clock.now.plus(Duration.ofMinutes(9));
    dbfs.addBlock(handle, bytes("x"));
    clock.now = clock.now.plus(Duration.ofMinutes(9));
    dbfs.addBlock(handle, bytes("x"));
    clock.now = clock.now.plus(Duration.ofMinutes(11));
    refused(() -> dbfs.addBlock(handle, bytes("x")), ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void a_megabyte_is_the_limit() {
    byte[] most = new byte[Dbfs.LARGEST_BLOCK];
    byte[] more = new byte[Dbfs.LARGEST_BLOCK + 1];
    dbfs.put("/m", most, true);
    refused(() -> dbfs.put("/m", more, true), ErrorCode.MAX_BLOCK_SIZE_EXCEEDED);
    long handle = dbfs.create("/n", false);
    dbfs.addBlock(handle, most);
    refused(() -> dbfs.addBlock(handle, more), ErrorCode.MAX_BLOCK_SIZE_EXCEEDED);
    assertThat(dbfs.read("/m", 0, Dbfs.LARGEST_BLOCK)).hasSize(Dbfs.LARGEST_BLOCK);
    refused(() -> dbfs.read("/m", 0, more.length), ErrorCode.MAX_READ_SIZE_EXCEEDED);
    refused(() -> dbfs.read("/m", -1, 1), ErrorCode.INVALID_PARAMETER_VALUE);
    refused(() -> dbfs.read("/m", 0, -1), ErrorCode.INVALID_PARAMETER_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"relative", "dbfs:relative", "/../x", "/a/%2e%2e/b", "/a\\b", "/a\u0000b", ""})
  void a_hostile_path_is_refused(String path) {
    refused(() -> dbfs.put(path, bytes("x"), true), ErrorCode.INVALID_PARAMETER_VALUE);
    refused(() -> dbfs.getStatus(path), ErrorCode.INVALID_PARAMETER_VALUE);
  }

  @Test
  void workspaces_do_not_see_each_other() {
    dbfs.put("/f", bytes("x"), true);
    refused(
        () -> platform.newWorkspace("other").module(Dbfs.class).getStatus("/f"),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void forms_are_taken_beside_json_and_errors_have_the_products_names() throws Exception {
    String form =
        String.join(
            "\r\n",
            "--b",
            "Content-Disposition: form-data; name=\"path\"",
            "",
            "/form.bin",
            "--b",
            "Content-Disposition: form-data; name=\"contents\"; filename=\"x\"",
            "Content-Type: application/octet-stream",
            "",
            "line one\r\nline two",
            "--b",
            "Content-Disposition: form-data; name=\"overwrite\"",
            "",
            "true",
            "--b--",
            "");
    assertThat(post("put", "multipart/form-data; boundary=b", form)).isEqualTo("{}");
    assertThat(dbfs.read("/form.bin", 0, 100)).asString().isEqualTo("line one\r\nline two");
    assertThat(post("put", "application/json", "{\"path\":\"/form.bin\",\"contents\":\"eA==\"}"))
        .contains("\"RESOURCE_ALREADY_EXISTS\"", "at the input path /form.bin.");
    assertThat(post("add-block", "application/json", "{\"handle\":7,\"data\":\"eA==\"}"))
        .contains("\"RESOURCE_DOES_NOT_EXIST\"");
    assertThat(Json.object(post("create", "application/json", "{\"path\":\"/c\"}")).get("handle"))
        .isInstanceOf(Number.class);
    assertThat(List.of(post("put", "application/json", "{\"path\":\"/c\",\"contents\":\"*\"}")))
        .hasSize(1);
  }

  private String post(String action, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.uri() + "/api/2.0/dbfs/" + action))
            .header("Authorization", "Bearer " + platform.token())
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }
}
