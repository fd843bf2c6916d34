package io.mudbrick.catalog.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MudbrickTest
class FilesApiTest {
  private static final String ROOT = "/Volumes/telco/churn/raw";
  private Http http;

  @BeforeEach
  void furnish(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    catalog.volumes().create("telco.churn.raw");
    http = new Http(platform);
  }

  private static void refused(HttpResponse<String> reply, int status, String code, String reason) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    Map<String, Object> error = Json.object(reply.body());
    assertThat(error).containsEntry("error_code", code);
    assertThat(error.get("details").toString()).contains(reason);
  }

  @Test
  void a_file_goes_up_and_comes_down_with_what_is_known_of_it() throws Exception {
    assertThat(http.put(ROOT + "/a/b%20c/2024.csv", "0123456789").statusCode()).isEqualTo(204);

    HttpResponse<String> whole = http.get(ROOT + "/a/b%20c/2024.csv");
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo("0123456789");
    HttpHeaders headers = whole.headers();
    assertThat(headers.firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Content-Disposition").orElse("")).startsWith("attachment");
    assertThat(headers.firstValue("Last-Modified").orElse("")).endsWith(" GMT");

    HttpResponse<String> head =
        http.send("HEAD", "/api/2.0/fs/files" + ROOT + "/a/b%20c/2024.csv", "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).contains("10");
    assertThat(head.headers().firstValue("Last-Modified"))
        .isEqualTo(headers.firstValue("Last-Modified"));
    assertThat(http.delete(ROOT + "/a/b%20c/2024.csv").statusCode()).isEqualTo(204);
    refused(http.get(ROOT + "/a/b%20c/2024.csv"), 404, "NOT_FOUND", "FILES_API_FILE_NOT_FOUND");
    refused(http.delete(ROOT + "/a/b%20c/2024.csv"), 404, "NOT_FOUND", "FILES_API_FILE_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, 0123, bytes 0-3/10",
    "bytes=4-, 206, 456789, bytes 4-9/10",
    "bytes=-3, 206, 789, bytes 7-9/10",
    "bytes=-99, 206, 0123456789, bytes 0-9/10",
    "bytes=8-99, 206, 89, bytes 8-9/10",
    "bytes=9-9, 206, 9, bytes 9-9/10",
    "'bytes=0-1,3-4', 200, 0123456789,",
    "lines=0-1, 200, 0123456789,",
    "bytes=5-2, 200, 0123456789,",
  })
  void one_range_is_answered_and_what_is_no_range_gets_the_file(
      String range, int status, String body, String contentRange) throws Exception {
    http.put(ROOT + "/r", "0123456789");
    HttpResponse<String> reply = http.get(ROOT + "/r", "Range", range);
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.body()).isEqualTo(body);
    assertThat(reply.headers().firstValue("Content-Range").orElse(null)).isEqualTo(contentRange);
    assertThat(reply.headers().firstValue("Accept-Ranges")).contains("bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
  void a_range_behind_the_end_is_416(String range) throws Exception {
    http.put(ROOT + "/r", "0123456789");
    HttpResponse<String> reply = http.get(ROOT + "/r", "Range", range);
    assertThat(reply.statusCode()).isEqualTo(416);
    assertThat(reply.headers().firstValue("Content-Range")).contains("bytes */10");
  }

  @Test
  void a_download_goes_on_only_if_the_file_is_the_same() throws Exception {
    http.put(ROOT + "/r", "0123456789");
    String modified = http.get(ROOT + "/r").headers().firstValue("Last-Modified").orElseThrow();
    assertThat(http.get(ROOT + "/r", "Range", "bytes=4-", "If-Unmodified-Since", modified).body())
        .isEqualTo("456789");
    String before = "Wed, 01 Jan 2020 00:00:00 GMT";
    assertThat(http.get(ROOT + "/r", "If-Unmodified-Since", before).statusCode()).isEqualTo(412);
    assertThat(http.get(ROOT + "/r", "Range", "bytes=4-", "If-Range", modified).statusCode())
        .isEqualTo(206);
    assertThat(http.get(ROOT + "/r", "Range", "bytes=4-", "If-Range", before).statusCode())
        .isEqualTo(200);
  }

  @Test
  void an_existing_file_is_overwritten_unless_that_is_refused() throws Exception {
    http.put(ROOT + "/f", "one");
    assertThat(http.put(ROOT + "/f", "two").statusCode()).isEqualTo(204);
    refused(
        http.put(ROOT + "/f?overwrite=false", "three"),
        409,
        "ALREADY_EXISTS",
        "FILES_API_FILE_ALREADY_EXISTS");
    assertThat(http.get(ROOT + "/f").body()).isEqualTo("two");
    assertThat(http.put(ROOT + "/new?overwrite=false", "three").statusCode()).isEqualTo(204);
    http.put(ROOT + "/d/e", "x");
    assertThat(http.put(ROOT + "/d", "x").statusCode()).isEqualTo(409);
    assertThat(http.put(ROOT + "/f/g", "x").statusCode()).isEqualTo(400);
  }

  @Test
  void directories_are_made_listed_page_by_page_and_deleted_when_empty() throws Exception {
    assertThat(http.directory("PUT", ROOT + "/x/y/z").statusCode()).isEqualTo(204);
    assertThat(http.directory("PUT", ROOT + "/x/y/z/").statusCode()).isEqualTo(204);
    assertThat(http.directory("HEAD", ROOT + "/x/y").statusCode()).isEqualTo(200);
    assertThat(http.directory("HEAD", ROOT).statusCode()).isEqualTo(200);
    assertThat(http.directory("HEAD", ROOT + "/none").statusCode()).isEqualTo(404);
    for (int i = 0; i < 5; i++) {
      http.put(ROOT + "/x/f" + i, "12345");
    }

    List<String> names = new ArrayList<>();
    String query = "?page_size=2";
    for (int page = 0; page < 3; page++) {
      Map<String, Object> listing = Json.object(http.directory("GET", ROOT + "/x" + query).body());
      for (Object entry : (List<?>) listing.get("contents")) {
        Map<?, ?> fields = (Map<?, ?>) entry;
        names.add(String.valueOf(fields.get("name")));
        assertThat(fields.get("path")).isEqualTo(ROOT + "/x/" + fields.get("name"));
        boolean directory = fields.get("name").equals("y");
        assertThat(fields.get("is_directory")).isEqualTo(directory);
        assertThat(fields.get("file_size")).isEqualTo(directory ? null : 5);
        assertThat((Long) fields.get("last_modified")).isPositive();
      }
      query = "?page_size=2&page_token=" + listing.get("next_page_token");
      assertThat(listing.containsKey("next_page_token")).isEqualTo(page < 2);
    }
    assertThat(names).containsExactly("f0", "f1", "f2", "f3", "f4", "y");

    refused(
        http.directory("DELETE", ROOT + "/x"),
        400,
        "INVALID_PARAMETER_VALUE",
        "FILES_API_DIRECTORY_IS_NOT_EMPTY");
    assertThat(http.directory("DELETE", ROOT + "/x/y/z").statusCode()).isEqualTo(204);
    refused(
        http.directory("GET", ROOT + "/x/y/z"),
        404,
        "NOT_FOUND",
        "FILES_API_DIRECTORY_IS_NOT_FOUND");
    assertThat(http.directory("GET", ROOT + "/x/f0").statusCode()).isEqualTo(404);
    assertThat(http.get(ROOT + "/x").statusCode()).isEqualTo(404);
    assertThat(http.directory("PUT", ROOT + "/x/f0").statusCode()).isEqualTo(409);
    assertThat(http.directory("DELETE", ROOT).statusCode()).isEqualTo(400);
    assertThat(http.directory("GET", ROOT + "?page_size=-1").statusCode()).isEqualTo(400);
    assertThat(http.directory("GET", ROOT + "?page_token=%2A").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../raw/x",
        "/a/../../../x",
        "/%2e%2e/%2e%2e/x",
        "/a/%2E%2E/x",
        "/%252e%252e/x",
        "/%25252e%25252e/x",
        "/..%2fx",
        "/..%5cx",
        "/a%5cb",
        "/a%00b",
        "/a%0ab",
        "/a%7fb",
        "/a%2500b",
        "/x/"
      })
  void a_hostile_path_is_refused_before_anything_is_looked_up(String path) throws Exception {
    refused(http.get(ROOT + path), 400, "BAD_REQUEST", "FILES_API_INVALID_PATH");
    refused(http.put(ROOT + path, "x"), 400, "BAD_REQUEST", "FILES_API_INVALID_PATH");
    refused(http.delete(ROOT + path), 400, "BAD_REQUEST", "FILES_API_INVALID_PATH");
  }

  @Test
  void too_long_is_refused_and_never_an_internal_error() throws Exception {
    for (String name : List.of("x".repeat(256), "%E6%96%87".repeat(86), "d/".repeat(2100) + "x")) {
      refused(http.put(ROOT + "/" + name, "x"), 400, "BAD_REQUEST", "FILES_API_INVALID_PATH");
    }
    assertThat(http.put(ROOT + "/" + "x".repeat(255), "x").statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/Workspace/Users/x", "/Nowhere/x", "/tmp/x", "/etc/passwd"})
  void a_path_outside_every_tree_is_refused_as_the_product_does(String path) throws Exception {
    HttpResponse<String> reply = http.put(path, "x");
    refused(reply, 400, "BAD_REQUEST", "filesystem.databricks.com");
    assertThat(reply.body()).contains("unsupported first path component: " + path.split("/")[1]);
  }

  @Test
  void a_path_without_a_volume_or_of_a_missing_one_says_so() throws Exception {
    refused(http.get("/Volumes/telco/churn"), 400, "BAD_REQUEST", "FILES_API_INVALID_PATH");
    assertThat(http.get("/Volumes/telco/churn/none/x").body())
        .contains("NOT_FOUND", "Volume 'telco.churn.none' does not exist");
    assertThat(http.get("/Volumes/telco.churn/raw/x/y").statusCode()).isEqualTo(400);
    assertThat(http.put(ROOT, "x").statusCode()).isEqualTo(400);
  }

  @Test
  void names_are_kept_as_they_are_sent_and_differ_by_case_and_form() throws Exception {
    List<String> names =
        List.of("a", "A", "caf%C3%A9", "cafe%CC%81", "100%25", "a+b", "a%20b", "%23;?", "a..b");
    for (String name : names) {
      String path = ROOT + "/n/" + name.replace("?", "%3F");
      assertThat(http.put(path, name).statusCode()).as(name).isEqualTo(204);
    }
    for (String name : names) {
      String path = ROOT + "/n/" + name.replace("?", "%3F");
      assertThat(http.get(path).body()).isEqualTo(name);
    }
    assertThat(http.directory("GET", "/Volumes/TELCO/Churn/RAW/n").body()).contains("café", "#;?");
  }

  @Test
  void an_upload_that_breaks_off_leaves_the_old_file(Mudbrick platform) throws Exception {
    http.put(ROOT + "/m", "old");
    for (String framing : List.of("Content-Length: 1000", "Transfer-Encoding: chunked")) {
      try (Socket socket = new Socket(platform.uri().getHost(), platform.host().getPort())) {
        OutputStream out = socket.getOutputStream();
        String start =
            "PUT %s/api/2.0/fs/files%s/m HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
                .formatted(platform.uri().getPath(), ROOT, platform.token(), framing);
        out.write(start.getBytes(StandardCharsets.US_ASCII));
        out.write("64\r\n".repeat(5).getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    }
    assertThat(http.get(ROOT + "/m").body()).isEqualTo("old");
    Path volume = platform.module(Catalog.class).volumes().get("telco.churn.raw").directory();
    assertThat(children(volume)).containsExactly("m");
  }

  private static List<String> children(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  @Test
  void of_uploads_to_one_path_at_once_one_wins_whole() throws Exception {
    List<String> contents = Stream.of("a", "b", "c", "d").map(c -> c.repeat(200_000)).toList();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (String overwrite : List.of("true", "false")) {
        String path = ROOT + "/race-" + overwrite;
        List<Future<Integer>> replies = new ArrayList<>();
        for (String content : contents) {
          Callable<Integer> put =
              () -> http.put(path + "?overwrite=" + overwrite, content).statusCode();
          replies.add(pool.submit(put));
        }
        Set<Integer> codes = new HashSet<>();
        int stored = 0;
        for (Future<Integer> reply : replies) {
          codes.add(reply.get());
          stored += reply.get() == 204 ? 1 : 0;
        }
        assertThat(stored).isEqualTo(overwrite.equals("true") ? 4 : 1);
        assertThat(codes).isSubsetOf(204, 409);
        assertThat(contents).contains(http.get(path).body());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void nobody_enters_without_a_token(Mudbrick platform) throws Exception {
    Http stranger = new Http(platform, "dapi-none");
    for (String path : List.of("/api/2.0/fs/files" + ROOT + "/x", "/api/2.0/fs/directories/x")) {
      for (String method : List.of("GET", "PUT", "DELETE", "HEAD")) {
        assertThat(stranger.send(method, path, "").statusCode()).isEqualTo(401);
      }
    }
  }
}
