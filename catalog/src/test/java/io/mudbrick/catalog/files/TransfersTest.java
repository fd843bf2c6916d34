package io.mudbrick.catalog.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.files.FilePart;
import io.mudbrick.platform.files.FileTransfers;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.files.SignedUrl;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signed addresses and uploads in parts. */
@MudbrickTest
class TransfersTest {
  private static final String FILE = "/Volumes/telco/churn/raw/d/f.bin";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeEach
  void furnish(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    catalog.volumes().create("telco.churn.raw");
    platform.module(Identity.class).createUser("ann");
    catalog.grants().grant(SecurableRef.catalog("telco"), "ann", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "ann", Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.volume("telco.churn.raw"), "ann", Privilege.READ_VOLUME);
    catalog.grants().grant(SecurableRef.volume("telco.churn.raw"), "ann", Privilege.WRITE_VOLUME);
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Without a token, as clients use such an address. */
  private static HttpResponse<String> send(
      Mudbrick platform, String method, SignedUrl url, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(platform.uri() + url.path()))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void an_address_opens_one_file_to_one_method_without_a_token(Mudbrick platform) throws Exception {
    FileTransfers ann = platform.as("ann").module(FileTransfers.class);
    SignedUrl up = ann.uploadUrl(FILE, null);
    assertThat(send(platform, "PUT", up, "0123456789").statusCode()).isEqualTo(200);
    SignedUrl down = ann.downloadUrl(FILE, null);
    HttpResponse<String> reply = send(platform, "GET", down, "", "Range", "bytes=2-4");
    assertThat(reply.statusCode()).isEqualTo(206);
    assertThat(reply.body()).isEqualTo("234");

    assertThat(send(platform, "PUT", down, "x").body()).contains("SignatureDoesNotMatch");
    assertThat(send(platform, "GET", up, "").statusCode()).isEqualTo(403);
    assertThat(send(platform, "HEAD", down, "").statusCode()).isEqualTo(403);
    String path = down.path();
    char last = path.charAt(path.length() - 2);
    String forged = path.substring(0, path.length() - 2) + (last == 'A' ? 'B' : 'A') + "A";
    assertThat(send(platform, "GET", new SignedUrl(forged, 0), "").statusCode()).isEqualTo(403);
    assertThat(send(platform, "GET", new SignedUrl(path + "x", 0), "").statusCode()).isEqualTo(403);
    assertThatThrownBy(() -> ann.downloadUrl(FILE + "x", null)).hasMessageContaining("not found");
  }

  @Test
  void an_expired_address_says_so_in_the_words_that_clients_look_for(Mudbrick platform)
      throws Exception {
    platform.module(FilesApi.class).upload(FILE, text("x"), true);
    SignedUrl url =
        platform.module(FileTransfers.class).downloadUrl(FILE, Instant.EPOCH.plusSeconds(1));
    HttpResponse<String> reply = send(platform, "GET", url, "");
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(reply.body())
        .contains("<Code>AccessDenied</Code><Message>Request has expired</Message>");
    assertThatThrownBy(() -> platform.module(FileTransfers.class).downloadUrl(FILE, Instant.MAX))
        .hasMessageContaining("7 days");
  }

  @Test
  void an_address_is_worth_what_its_maker_may_do_when_it_is_used(Mudbrick platform)
      throws Exception {
    platform.module(FilesApi.class).upload(FILE, text("x"), true);
    SignedUrl url = platform.as("ann").module(FileTransfers.class).downloadUrl(FILE, null);
    assertThat(send(platform, "GET", url, "").statusCode()).isEqualTo(200);
    platform
        .module(Catalog.class)
        .grants()
        .revoke(SecurableRef.volume("telco.churn.raw"), "ann", Privilege.READ_VOLUME);
    assertThat(send(platform, "GET", url, "").body()).contains("READ VOLUME");
    platform.module(Identity.class).delete("ann");
    assertThat(send(platform, "GET", url, "").statusCode()).isEqualTo(403);
  }

  @Test
  void a_file_is_made_of_its_parts_in_order(Mudbrick platform) throws Exception {
    FileTransfers ann = platform.as("ann").module(FileTransfers.class);
    String session = ann.start(FILE, false);
    List<SignedUrl> urls = ann.partUrls(FILE, session, 1, 3, null);
    String second = etag(send(platform, "PUT", urls.get(1), "bbb"));
    String first = etag(send(platform, "PUT", urls.get(0), "wrong"));
    String again = etag(send(platform, "PUT", urls.get(0), "aaa"));
    assertThatThrownBy(() -> platform.module(FilesApi.class).stat(FILE))
        .hasMessageContaining("not found");
    assertThatThrownBy(
            () ->
                ann.complete(
                    FILE, session, List.of(new FilePart(2, second), new FilePart(1, first))))
        .hasMessageContaining("out of order");
    assertThatThrownBy(() -> ann.complete(FILE, session, List.of(new FilePart(3, second))))
        .hasMessageContaining("Part 3");
    assertThatThrownBy(
            () -> ann.complete(FILE, session, List.of(new FilePart(1, "x/../../../1-" + again))))
        .hasMessageContaining("Part 1");
    ann.complete(FILE, session, List.of(new FilePart(1, again), new FilePart(2, second)));

    try (InputStream in = platform.module(FilesApi.class).open(FILE).stream()) {
      assertThat(in.readAllBytes()).asString().isEqualTo("aaabbb");
    }
    assertThatThrownBy(() -> ann.complete(FILE, session, List.of(new FilePart(1, again))))
        .hasMessageContaining("no such upload");
    assertThatThrownBy(() -> ann.start(FILE, false)).hasMessageContaining("already exists");
  }

  private static String etag(HttpResponse<String> reply) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return reply.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void an_aborted_upload_leaves_nothing_and_no_other_may_use_its_session(Mudbrick platform)
      throws Exception {
    FileTransfers ann = platform.as("ann").module(FileTransfers.class);
    String session = ann.start(FILE, true);
    String etag = etag(send(platform, "PUT", ann.partUrls(FILE, session, 1, 1, null).get(0), "a"));
    FileTransfers admin = platform.module(FileTransfers.class);
    List<FilePart> parts = List.of(new FilePart(1, etag));
    assertThatThrownBy(() -> admin.complete(FILE, session, parts))
        .hasMessageContaining("no such upload");
    assertThatThrownBy(() -> ann.complete(FILE + "2", session, parts))
        .hasMessageContaining("no such upload");
    assertThatThrownBy(() -> ann.partUrls(FILE, session, 0, 1, null))
        .hasMessageContaining("numbered");

    assertThat(send(platform, "DELETE", ann.abortUrl(FILE, session, null), "").statusCode())
        .isEqualTo(200);
    assertThatThrownBy(() -> ann.complete(FILE, session, parts))
        .hasMessageContaining("no such upload");
  }

  @Test
  void the_rest_face_begins_and_completes_uploads(Mudbrick platform) throws Exception {
    Http http = new Http(platform);
    String file = "/api/2.0/fs/files" + FILE;
    String begun = http.send("POST", file + "?action=initiate-upload&overwrite=true", "").body();
    Object upload = Json.object(begun).get("multipart_upload");
    String session = String.valueOf(((Map<?, ?>) upload).get("session_token"));
    String body =
        "{\"path\":\"%s\",\"session_token\":\"%s\",\"start_part_number\":1,\"count\":1,\"expire_time\":\"2999-01-01T00:00:00Z\"}"
            .formatted(FILE, session);
    assertThat(http.send("POST", "/api/2.0/fs/create-upload-part-urls", body).statusCode())
        .isEqualTo(400);
    String soon = body.replace("2999-01-01T00:00:00Z", Instant.now().plusSeconds(60).toString());
    assertThat(http.send("POST", "/api/2.0/fs/create-upload-part-urls", soon).body())
        .contains("\"upload_part_urls\"", "\"part_number\":1", platform.host().toString());
    assertThat(http.send("POST", file + "?action=dance", "").statusCode()).isEqualTo(400);
    assertThat(http.send("POST", "/api/2.0/fs/create-resumable-upload-url", body).statusCode())
        .isEqualTo(400);
  }
}
