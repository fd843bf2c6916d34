package io.mudbrick.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.ColumnMask;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.examples.servers.ServerProcess.Answer;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.internal.jdbc.TestPostgres;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunQuery;
import io.mudbrick.tracking.Tracking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three servers on one store, two of them processes of their own, all started at once on an empty
 * database; the last test kills one.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServersTest {
  private static final String RUNS = "/api/2.0/mlflow/runs/";
  private static final String UNITY = "/api/2.1/unity-catalog/";
  private static final String MODEL = "shared.models.m";
  private static final String HIDE = "shared.models.hide";
  private static final String NONE = "shared.models.none";
  @TempDir static Path directory;
  private static Path data;
  private static Mudbrick own;
  private static ServerProcess two;
  private static ServerProcess three;
  private static String admin;
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  @BeforeAll
  static void start_all_at_once() throws Exception {
    data = directory.resolve("data");
    String url = TestPostgres.newDatabase();
    two = ServerProcess.start(data, url, directory.resolve("two.log"));
    three = ServerProcess.start(data, url, directory.resolve("three.log"));
    Future<Mudbrick> mine =
        THREADS.submit(() -> Mudbrick.builder().data(data).postgres(url).start());
    two.await();
    three.await();
    own = mine.get();
    admin = Files.readString(data.resolve("admin.token")).strip();
    Catalog catalog = own.module(Catalog.class);
    catalog.catalogs().create("shared");
    catalog.schemas().create("shared.models");
  }

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
    Stream.of(two, three).filter(Objects::nonNull).forEach(ServerProcess::close);
    if (own != null) {
      own.close();
    }
  }

  private static String newRun(ServerProcess server, String name) {
    Answer made =
        server.post(
            admin,
            RUNS + "create",
            Map.of(
                "experiment_id",
                "0",
                "run_name",
                name,
                "tags",
                List.of(Map.of("key", "a", "value", "1"), Map.of("key", "b", "value", "2"))));
    assertThat(made.status()).as("%s", made.body()).isEqualTo(200);
    return Json.convert(made.body(), MadeRun.class).run().info().runId();
  }

  private record MadeRun(Inner run) {
    private record Inner(Info info) {}

    private record Info(String runId) {}
  }

  @Test
  @Order(1)
  void servers_that_start_together_make_one_workspace_and_one_token() {
    assertThat(own.workspaces()).hasSize(1);
    assertThat(own.workspaces().get(0).name()).isEqualTo("main");
    for (ServerProcess server : List.of(two, three)) {
      assertThat(server.get(admin, "/api/2.0/preview/scim/v2/Me").status()).isEqualTo(200);
    }
  }

  @Test
  @Order(2)
  void what_one_acknowledged_the_next_request_at_another_sees() {
    Tracking tracking = own.module(Tracking.class);
    for (int i = 0; i < 20; i++) {
      ServerProcess writer = i % 2 == 0 ? two : three;
      ServerProcess reader = i % 2 == 0 ? three : two;
      String run = newRun(writer, "run " + i);
      tracking.logMetric(run, Metric.of("m", i, 1, 0));
      Answer read = reader.get(admin, RUNS + "get?run_id=" + run);
      assertThat(Json.write(read.body())).contains("\"value\":" + i).contains("run " + i);
    }
  }

  @Test
  @Order(3)
  void what_was_revoked_at_one_is_denied_at_the_other_at_once() {
    Identity identity = own.module(Identity.class);
    identity.createUser("ann@example.com");
    identity.createGroup("readers");
    String ann = identity.createToken("ann@example.com", "");
    Grants grants = own.module(Catalog.class).grants();
    SecurableRef schema = SecurableRef.schema("shared.models");
    grants.grant(SecurableRef.catalog("shared"), "readers", Privilege.USE_CATALOG);
    for (int i = 0; i < 10; i++) {
      ServerProcess server = i % 2 == 0 ? two : three;
      assertThat(statusOfSchema(server, ann)).isEqualTo(403);
      identity.addMember("readers", "ann@example.com");
      grants.grant(schema, "readers", Privilege.USE_SCHEMA);
      assertThat(statusOfSchema(server, ann)).isEqualTo(200);
      if (i % 4 < 2) {
        grants.revoke(schema, "readers", Privilege.USE_SCHEMA);
        assertThat(statusOfSchema(server, ann)).isEqualTo(403);
      }
      identity.removeMember("readers", "ann@example.com");
      assertThat(statusOfSchema(server, ann)).isEqualTo(403);
      grants.revoke(schema, "readers", Privilege.USE_SCHEMA);
    }
    identity.delete("ann@example.com");
    assertThat(two.get(ann, "/api/2.0/preview/scim/v2/Me").status()).isIn(401, 403);
  }

  @Test
  @Order(4)
  void no_call_at_another_that_begins_after_the_revokes_reply_succeeds() throws Exception {
    Identity identity = own.module(Identity.class);
    identity.createUser("bea@example.com");
    String bea = identity.createToken("bea@example.com", "");
    Grants grants = own.module(Catalog.class).grants();
    SecurableRef schema = SecurableRef.schema("shared.models");
    grants.grant(SecurableRef.catalog("shared"), "bea@example.com", Privilege.USE_CATALOG);
    AtomicBoolean stop = new AtomicBoolean();
    // Odd from before a grant until its revoke has returned.
    AtomicLong epoch = new AtomicLong();
    AtomicLong allowed = new AtomicLong();
    AtomicLong late = new AtomicLong();
    List<Future<?>> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ServerProcess server = i % 2 == 0 ? two : three;
      callers.add(
          THREADS.submit(
              () -> {
                while (!stop.get()) {
                  long before = epoch.get();
                  int status = statusOfSchema(server, bea);
                  assertThat(status).isIn(200, 403);
                  allowed.addAndGet(status == 200 ? 1 : 0);
                  if (status == 200 && before % 2 == 0 && epoch.get() == before) {
                    late.incrementAndGet();
                  }
                }
              }));
    }
    try {
      for (int round = 0; round < 20 || (allowed.get() == 0 && round < 1_000); round++) {
        epoch.incrementAndGet();
        grants.grant(schema, "bea@example.com", Privilege.USE_SCHEMA);
        assertThat(statusOfSchema(two, bea)).isEqualTo(200);
        grants.revoke(schema, "bea@example.com", Privilege.USE_SCHEMA);
        epoch.incrementAndGet();
        assertThat(statusOfSchema(round % 2 == 0 ? two : three, bea)).isEqualTo(403);
      }
    } finally {
      stop.set(true);
    }
    for (Future<?> caller : callers) {
      caller.get();
    }
    assertThat(allowed.get()).isPositive();
    assertThat(late.get()).isZero();
  }

  private static int statusOfSchema(ServerProcess server, String token) {
    return server.get(token, "/api/2.1/unity-catalog/schemas/shared.models").status();
  }

  @Test
  @Order(5)
  void masks_tags_and_policies_made_at_one_hold_at_the_others_at_once() {
    Catalog catalog = own.module(Catalog.class);
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("email", ColumnType.STRING).build();
    SecurableRef people = SecurableRef.table("shared.models.people");
    String id = catalog.tables().create(TableSpec.builder(people.fullName(), schema).build()).id();
    catalog.tables().open(people.fullName()).append(List.of(Row.of(schema, 1L, "a@example.com")));
    catalog
        .functions()
        .create(FunctionSpec.sql(HIDE).parameter("v", SqlType.STRING).body("'*'").build());
    catalog
        .functions()
        .create(
            FunctionSpec.sql(NONE)
                .parameter("v", SqlType.LONG)
                .returns(SqlType.BOOLEAN)
                .body("v > 1")
                .build());
    own.module(Identity.class).createUser("max@example.com");
    String max = own.module(Identity.class).createToken("max@example.com", "");
    catalog
        .grants()
        .grant(
            SecurableRef.catalog("shared"),
            "max@example.com",
            Privilege.USE_CATALOG,
            Privilege.USE_SCHEMA,
            Privilege.SELECT);
    Catalog his = own.as("max@example.com").module(Catalog.class);
    String tags = UNITY + "entity-tag-assignments";
    String table = UNITY + "tables/" + people.fullName();
    for (int i = 0; i < 6; i++) {
      ServerProcess server = i % 2 == 0 ? two : three;
      ServerProcess other = i % 2 == 0 ? three : two;
      assertThat(files(server, max, id)).isEqualTo(200);
      catalog.tables().setColumnMask(people.fullName(), "email", ColumnMask.of(HIDE));
      assertThat(files(server, max, id)).isEqualTo(403);
      assertThat(Json.write(server.get(max, table).body())).contains(HIDE);
      catalog.tables().unsetColumnMask(people.fullName(), "email");
      assertThat(Json.write(server.get(max, table).body())).doesNotContain(HIDE);
      String comment = "round " + i;
      catalog.tables().update(people.fullName(), SecurableUpdate.comment(comment));
      assertThat(other.get(max, table).body()).containsEntry("comment", comment);
      assertThat(files(other, max, id)).isEqualTo(200);

      Answer policy =
          server.post(
              admin,
              UNITY + "policies",
              Map.of(
                  "name", "few",
                  "policy_type", "POLICY_TYPE_ROW_FILTER",
                  "on_securable_type", "TABLE",
                  "on_securable_fullname", people.fullName(),
                  "for_securable_type", "TABLE",
                  "to_principals", List.of("max@example.com"),
                  "row_filter",
                      Map.of("function_name", NONE, "using", List.of(Map.of("constant", "1")))));
      assertThat(policy.status()).as("%s", policy.body()).isEqualTo(200);
      assertThat(his.tables().open(people.fullName()).read().toRows()).isEmpty();
      assertThat(files(other, max, id)).isEqualTo(403);
      catalog.accessPolicies().delete(people, "few");
      assertThat(files(server, max, id)).isEqualTo(200);

      Map<String, Object> tag =
          Map.of(
              "entity_type",
              "tables",
              "entity_name",
              people.fullName(),
              "tag_key",
              "round",
              "tag_value",
              String.valueOf(i));
      assertThat(server.post(admin, tags, tag).status()).isEqualTo(200);
      assertThat(catalog.tags().list(people)).containsEntry("round", String.valueOf(i));
      String shown = tags + "/tables/" + people.fullName() + "/tags/round";
      assertThat(other.get(admin, shown).body()).containsEntry("tag_value", String.valueOf(i));
      catalog.tags().unset(people, List.of("round"));
      assertThat(server.get(admin, shown).status()).isEqualTo(404);
    }
  }

  /** What is answered to somebody who wants the table's files themselves. */
  private static int files(ServerProcess server, String token, String tableId) {
    return server
        .post(
            token,
            UNITY + "temporary-table-credentials",
            Map.of("table_id", tableId, "operation", "READ"))
        .status();
  }

  @Test
  @Order(6)
  void version_numbers_have_no_gap_and_no_twin() throws Exception {
    Tracking tracking = own.module(Tracking.class);
    Registry registry = own.module(Registry.class);
    Run run = tracking.createRun(NewRun.in("0").name("source").build());
    tracking.logArtifact(
        run.runId(),
        "model/MLmodel",
        new ByteArrayInputStream("flavors: {}\n".getBytes(StandardCharsets.UTF_8)));
    registry.createModel(MODEL, null, Map.of());
    String source = "runs:/" + run.runId() + "/model";
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    List<Future<?>> clients = new ArrayList<>();
    for (int client = 0; client < 6; client++) {
      ServerProcess server = client % 2 == 0 ? two : three;
      clients.add(
          THREADS.submit(
              () -> {
                for (int i = 0; i < 5; i++) {
                  Answer made =
                      server.post(
                          admin,
                          "/api/2.0/mlflow/model-versions/create",
                          Map.of("name", MODEL, "source", source, "run_id", run.runId()));
                  assertThat(made.status()).as("%s", made.body()).isEqualTo(200);
                  acknowledged.add(
                      Json.convert(made.body(), MadeVersion.class).modelVersion().version());
                }
              }));
    }
    for (Future<?> client : clients) {
      client.get();
    }
    assertThat(acknowledged).hasSize(30);
    assertThat(registry.versions(MODEL).stream().map(ModelVersion::version).sorted())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
  }

  private record MadeVersion(Inner modelVersion) {
    private record Inner(String version) {}
  }

  @Test
  @Order(7)
  void one_that_is_killed_leaves_nothing_half_and_its_journal_is_handed_on_once() throws Exception {
    Tracking tracking = own.module(Tracking.class);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    CountDownLatch busy = new CountDownLatch(40);
    List<Future<?>> clients = new ArrayList<>();
    for (int client = 0; client < 4; client++) {
      clients.add(
          THREADS.submit(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  acknowledged.add(newRun(three, "victim"));
                  busy.countDown();
                }
                return null;
              }));
    }
    busy.await();
    Path home = homeOf(three);
    three.kill();
    for (Future<?> client : clients) {
      assertThat(failure(client::get)).hasRootCauseInstanceOf(IOException.class);
    }

    // A survivor still writes, and every run is whole: those that were acknowledged, all of them.
    String later = newRun(two, "later");
    assertThat(tracking.getRun(later).tag("a")).contains("1");
    List<Run> victims =
        tracking
            .searchRuns(
                RunQuery.in(List.of("0"))
                    .filter("attributes.run_name = 'victim'")
                    .maxResults(50_000)
                    .build())
            .items();
    assertThat(victims).extracting(Run::runId).containsAll(acknowledged);
    assertThat(victims).allMatch(run -> run.tag("a").isPresent() && run.tag("b").isPresent());

    while (Files.exists(home)) {
      Thread.onSpinWait(); // a survivor looks every two seconds; the build's own limit ends this
    }
    List<String> events = new ArrayList<>();
    for (Row row : own.module(Catalog.class).tables().open("system.access.audit").read().toRows()) {
      if ("createRun".equals(row.get("action_name"))) {
        events.add(String.valueOf(row.get("event_id")));
      }
    }
    assertThat(events).doesNotHaveDuplicates();
    String id = String.valueOf(home.getFileName());
    assertThat(events.stream().filter(event -> event.startsWith(id)).count())
        .isGreaterThanOrEqualTo(acknowledged.size());
  }

  private static Throwable failure(Callable<?> call) {
    try {
      call.call();
    } catch (Exception e) {
      return e;
    }
    throw new AssertionError("it went on");
  }

  /** Where that server lives below the shared directory. */
  private static Path homeOf(ServerProcess server) throws IOException {
    try (Stream<Path> homes = Files.list(data.resolve("servers"))) {
      return homes.filter(home -> server.isAt(json(home).get("url"))).findFirst().orElseThrow();
    }
  }

  private static Map<String, Object> json(Path home) {
    try {
      return Json.object(Files.readString(home.resolve("server.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
