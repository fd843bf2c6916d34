package io.mudbrick.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.EchoModule.Echo;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.internal.journal.JournalFiles;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MudbrickLifecycleTest {
  private static final long LONGEST_END_MILLIS = 30_000;

  @TempDir Path directory;

  @Test
  void a_second_server_on_the_same_directory_is_told_who_holds_it() {
    try (Mudbrick first = Mudbrick.builder().data(directory).start()) {
      assertThatThrownBy(() -> Mudbrick.builder().data(directory).start())
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("Another server holds the data directory")
          .hasMessageContaining(first.host().toString());
    }
  }

  @Test
  void a_port_in_use_is_named_and_the_directory_is_free_again() {
    try (Mudbrick first = Mudbrick.builder().start()) {
      int port = first.host().getPort();
      assertThatThrownBy(() -> Mudbrick.builder().data(directory).port(port).start())
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("127.0.0.1:" + port);
    }
    Mudbrick.builder().data(directory).start().close();
  }

  @Test
  void a_data_directory_that_cannot_be_used_is_named() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThatThrownBy(() -> Mudbrick.builder().data(file.resolve("below")).start())
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("Cannot use the data directory");
  }

  @Test
  void workspaces_principals_and_the_admin_token_survive_a_restart() throws IOException {
    Workspace workspace;
    String token;
    try (Mudbrick platform = Mudbrick.builder().data(directory).start()) {
      workspace = platform.workspace();
      platform.module(Identity.class).createUser("ann@example.com");
      token = Files.readString(directory.resolve("admin.token")).strip();
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve("admin.token"))))
          .isEqualTo("rw-------");
      assertThat(Json.object(Files.readString(directory.resolve("server.json"))))
          .containsEntry("url", platform.host().toString());
    }
    try (Mudbrick platform = Mudbrick.builder().data(directory).start()) {
      assertThat(platform.workspace()).isEqualTo(workspace);
      assertThat(platform.as("ann@example.com").module(Echo.class).say("hi"))
          .isEqualTo("ann@example.com: hi");
      assertThat(Files.readString(directory.resolve("admin.token")).strip()).isEqualTo(token);
    }
    assertThat(directory.resolve("server.json")).doesNotExist();
  }

  @Test
  void a_store_of_a_newer_version_is_left_alone() {
    Mudbrick.builder().data(directory).start().close();
    var database = new SqliteDatabase(directory.resolve("mudbrick.db"));
    database.run(
        tx -> tx.update("INSERT INTO core_schema_version VALUES ('core', 'V999__future.sql')"));
    database.close();

    assertThatThrownBy(() -> Mudbrick.builder().data(directory).start())
        .hasMessageContaining("written by a newer Mudbrick");
  }

  @Test
  void calls_are_on_record_before_they_are_answered() throws IOException {
    try (Mudbrick platform = Mudbrick.builder().data(directory).start()) {
      Echo echo = platform.module(Echo.class);
      echo.room().say("in a room");
      assertThatThrownBy(() -> echo.refuse("no")).isInstanceOf(PlatformException.class);

      List<Map<String, Object>> audit = audit();
      assertThat(audit).extracting(r -> r.get("action")).containsExactly("say", "refuse");
      assertThat(audit.get(0))
          .containsEntry("principal", "admin")
          .containsEntry("request_params", Map.of("words", "in a room"))
          .containsEntry("status", 200);
      assertThat(audit.get(1))
          .containsEntry("status", 403)
          .containsEntry("error_code", "PERMISSION_DENIED");
    }
  }

  private List<Map<String, Object>> audit() throws IOException {
    return JournalFiles.records(directory.resolve("journal"), "audit").stream()
        .map(JournalRecord::fields)
        .toList();
  }

  @Test
  void with_a_seed_ids_repeat_from_start_to_start() {
    String first;
    try (Mudbrick platform = Mudbrick.builder().seed(7).start()) {
      first = platform.workspace().id();
    }
    try (Mudbrick platform = Mudbrick.builder().seed(7).start()) {
      assertThat(platform.workspace().id()).isEqualTo(first);
    }
  }

  @Test
  void with_a_seed_a_second_start_on_the_same_directory_gives_other_ids() {
    String first;
    try (Mudbrick platform = Mudbrick.builder().data(directory).seed(7).start()) {
      first = platform.newWorkspace("a").workspace().id();
    }
    try (Mudbrick platform = Mudbrick.builder().data(directory).seed(7).start()) {
      assertThat(platform.newWorkspace("b").workspace().id()).isNotEqualTo(first);
      assertThat(platform.workspaces()).hasSize(3);
    }
  }

  @Test
  void the_admin_cannot_be_deleted_and_a_deleted_users_session_ends() throws Exception {
    try (Mudbrick platform = Mudbrick.builder().start()) {
      Identity identity = platform.module(Identity.class);
      assertThatThrownBy(() -> identity.delete(Identity.ADMIN)).hasMessageContaining("built in");
      identity.createUser("ann");
      String token = platform.as("ann").token();
      identity.delete("ann");

      var request =
          HttpRequest.newBuilder(URI.create(platform.host() + "/api/2.0/preview/scim/v2/Me"))
              .header("Authorization", "Bearer " + token)
              .build();
      var reply = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
      assertThat(reply.statusCode()).isEqualTo(401);
    }
  }

  @Test
  void an_address_to_listen_on_may_be_called_by_it() throws Exception {
    try (Mudbrick platform = Mudbrick.builder().host("127.0.0.2").start()) {
      var request =
          HttpRequest.newBuilder(URI.create(platform.host() + "/.well-known/databricks-config"))
              .build();
      var reply = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
      assertThat(reply.statusCode()).isEqualTo(200);
    }
  }

  @Test
  @SuppressWarnings("try") // faults are in force for as long as they are open
  void a_start_killed_at_the_admins_token_is_made_good_by_the_next() throws IOException {
    try (Closeable faults =
        FileIo.inject(
            (step, file) -> {
              if (file.equals(directory.toRealPath().resolve("admin.token"))) {
                throw new IOException("killed");
              }
            })) {
      assertThatThrownBy(() -> Mudbrick.builder().data(directory).start())
          .hasRootCauseMessage("killed");
    }
    assertThat(directory.resolve("admin.token")).doesNotExist();
    Mudbrick.builder().data(directory).start().close();
    assertThat(directory.resolve("admin.token")).content().startsWith("dapi");
  }

  @Test
  void a_backup_does_not_go_into_what_it_copies_by_whatever_name() throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), data);
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      for (Path inside : List.of(data.resolve("x"), link.resolve("x/y"), link)) {
        assertThatThrownBy(() -> platform.backup(inside)).isInstanceOf(PlatformException.class);
        assertThat(data.resolve("x")).doesNotExist();
      }
    }
  }

  @Test
  void only_admins_look_at_others() {
    try (Mudbrick platform = Mudbrick.builder().start()) {
      platform.module(Identity.class).createUser("ann");
      Identity anns = platform.as("ann").module(Identity.class);

      assertThat(anns.groupsOf("ann")).extracting(g -> g.name()).containsExactly("users");
      assertThatThrownBy(() -> anns.groupsOf("admin")).hasMessageContaining("Only workspace adm");
      assertThatThrownBy(() -> anns.groupsOf("nobody")).hasMessageContaining("Only workspace adm");
      assertThatThrownBy(() -> anns.members("admins")).hasMessageContaining("Only workspace adm");
      assertThatThrownBy(() -> anns.list(Principal.Kind.USER))
          .hasMessageContaining("Only workspace adm");
    }
  }

  @Test
  void groups_in_groups_hold_and_a_cycle_is_refused() {
    try (Mudbrick platform = Mudbrick.builder().start()) {
      Identity identity = platform.module(Identity.class);
      identity.createUser("ann");
      identity.createGroup("inner");
      identity.createGroup("outer");
      identity.addMember("inner", "ann");
      identity.addMember("outer", "inner");

      assertThat(identity.groupsOf("ann"))
          .extracting(g -> g.name())
          .containsExactly("inner", "outer", "users");
      assertThatThrownBy(() -> identity.addMember("inner", "outer")).hasMessageContaining("cycle");
      assertThatThrownBy(() -> identity.addMember("inner", "inner")).hasMessageContaining("cycle");
      assertThatThrownBy(() -> platform.as("ann").module(Identity.class).createUser("bob"))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("Only workspace admins");
      assertThatThrownBy(() -> identity.createUser("ann")).hasMessageContaining("already exists");
    }
  }

  @Test
  void twenty_starts_and_stops_leave_no_thread() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    for (int i = 0; i < 20; i++) {
      Mudbrick.builder().start().close();
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && isEngines(thread)) {
        thread.join(LONGEST_END_MILLIS); // a thread that was told to end has ended a little later
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  private static boolean isEngines(Thread thread) {
    return thread.getName().contains("mudbrick") || thread.getName().contains("XNIO");
  }
}
