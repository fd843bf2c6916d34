package io.mudbrick.examples.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.examples.access.Rule.Role;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource;
import io.mudbrick.featurestore.view.FeatureViews;
import io.mudbrick.featurestore.view.MaterializeSpec;
import io.mudbrick.featurestore.view.MaterializedFeature;
import io.mudbrick.featurestore.view.TimeWindow;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes.Route;
import io.mudbrick.platform.identity.AccessList.Change;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Permissions;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.registry.Prompts;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.Serving;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.NewLoggedModel;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.traces.Assessment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every route of every module, called by everybody who has a token: what each role may do, and that
 * it may do nothing else. The routes are the running server's and the roles stand in {@code
 * roles.txt}, so a new route fails here until somebody has said whose it is.
 */
@MudbrickTest
class RolesTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<Rule> RULES = rules();

  /** The catalog's own objects: its RoleMatrixTest has them. */
  private static final String CATALOG =
      "/api/2\\.[01]/(tag-policies.*|lineage-tracking/.*|mudbrick/(lineage|most-used|search|tables/.*)"
          + "|unity-catalog/(catalogs|schemas|tables|table-summaries|staging-tables|volumes"
          + "|functions|constraints|metastores|metastore_summary|current-metastore-assignment"
          + "|permissions|effective-permissions|privilege-assignments"
          + "|effective-privilege-assignments|entity-tag-assignments|temporary-(table|volume|path)-credentials|policies"
          + "|delta/preview/commits)(/.*)?)";

  /** Of no use but to be renamed and deleted. */
  private static final List<String> MODELS =
      List.of(
          "telco.churn.spare",
          "telco.churn.second",
          "telco.churn.third_one",
          "telco.churn.last_one");

  private static List<Rule> rules() {
    try (InputStream in = RolesTest.class.getResourceAsStream("roles.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Rule::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Route> routes(Mudbrick platform) {
    return platform.routes().stream()
        .filter(route -> route.policy() != Policy.PUBLIC)
        .filter(route -> !route.template().matches(CATALOG));
  }

  private static String key(Route route) {
    return Rule.key(route.method(), route.template());
  }

  @Test
  void every_route_says_who_may_call_it(Mudbrick platform) {
    Set<String> mounted = new TreeSet<>(routes(platform).map(RolesTest::key).toList());
    Set<String> told = new TreeSet<>(RULES.stream().map(Rule::key).toList());
    assertThat(difference(mounted, told)).as("routes without a line in roles.txt").isEmpty();
    assertThat(difference(told, mounted)).as("lines in roles.txt without a route").isEmpty();
  }

  private static Set<String> difference(Set<String> all, Set<String> less) {
    Set<String> difference = new TreeSet<>(all);
    difference.removeAll(less);
    return difference;
  }

  @ParameterizedTest
  @EnumSource
  void a_role_may_do_what_it_may_and_nothing_else(Role role, Mudbrick admin) throws Exception {
    assertThat(wrong(admin, role, true)).isEmpty();
  }

  /** What was answered otherwise than it should be, a line each. */
  static String wrong(Mudbrick admin, Role role, boolean token) throws Exception {
    Map<String, String> names = furnish(admin);
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    headers.addAll(List.of("X-Mlflow-Experiment-Id", names.getOrDefault("EXPERIMENT", "")));
    if (token) {
      String value = role == Role.ADMIN ? admin.token() : admin.as(role.user()).token();
      headers.addAll(List.of("Authorization", "Bearer " + value));
    }
    List<String> wrong = new ArrayList<>();
    for (Rule rule : RULES) {
      boolean may = role.compareTo(rule.least()) >= 0;
      // What is denied is denied wherever it is mounted.
      List<Route> mounted =
          routes(admin)
              .filter(route -> key(route).equals(rule.key()))
              .limit(role == Role.NOBODY && !may ? 9 : 1)
              .toList();
      for (Route route : mounted) {
        HttpResponse<String> reply = call(admin, headers, route, rule, names);
        boolean right =
            may ? rule.answers(reply.statusCode()) : reply.statusCode() == rule.denial();
        if (!right || (role == Role.NOBODY && tells(reply))) {
          wrong.add(reply.statusCode() + " " + key(route) + " " + reply.body());
        }
      }
    }
    return String.join("\n", wrong);
  }

  /** Whether a list shows objects of others. */
  private static boolean tells(HttpResponse<String> reply) {
    return reply.statusCode() == 200 && reply.body().contains("churn");
  }

  private static HttpResponse<String> call(
      Mudbrick platform, List<String> headers, Route route, Rule rule, Map<String, String> names)
      throws IOException, InterruptedException {
    String prefix = route.template().startsWith("/ajax-api/") ? "/ajax-api/" : "/api/";
    String body = rule.body(names);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(platform.uri() + rule.path(names).replaceFirst("^/api/", prefix)))
            .headers(headers.toArray(String[]::new))
            .method(
                route.method(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** The objects, and what each role is granted on them. */
  private static Map<String, String> furnish(Mudbrick admin) {
    World world = World.in(admin);
    world.serve("churn", "1");
    Tracking tracking = admin.module(Tracking.class);
    tracking.logArtifact(world.run, "a.txt", new ByteArrayInputStream(new byte[] {1}));
    String spare = tracking.createExperiment("churn, spare").experimentId();
    String garbage = tracking.createExperiment("churn, garbage").experimentId();
    tracking.createRun(NewRun.in(garbage).build());
    admin.module(FeatureStore.class).createOnlineStore("store", "CU_1", 0);
    admin.module(FeatureStore.class).createOnlineStore("empty", "CU_1", 0);
    World.train(admin, world.experiment, world.training);
    for (String model : MODELS) {
      admin.module(Registry.class).createModel(model, null, Map.of());
    }
    MaterializedFeature ahead = features(admin);
    Prompts prompts = admin.module(Prompts.class);
    prompts.create("telco.churn.greet", null, Map.of());
    prompts.createVersion("telco.churn.greet", "\"Hello\"", null, Map.of());
    Catalog catalog = admin.module(Catalog.class);
    catalog.volumes().create("telco.churn.files", null);
    catalog.tags().set(SecurableRef.model(World.MODEL), Map.of("k", "v"));
    admin.module(FilesApi.class).createDirectory("/Volumes/telco/churn/files/e");
    admin
        .module(FilesApi.class)
        .upload("/Volumes/telco/churn/files/e/f", new ByteArrayInputStream(new byte[] {1}), true);
    Map<String, String> names = new HashMap<>();
    names.put("EXPERIMENT", world.experiment);
    names.put("SPARE", spare);
    names.put("GARBAGE", garbage);
    names.put("NAME", World.EXPERIMENT);
    names.put("RUN", world.run);
    names.put("MODEL", World.MODEL);
    names.put("FEATURES", World.FEATURES);
    names.put("ONLINE", World.ONLINE);
    names.put("MATERIALIZED", ahead.id());
    names.put("AHEAD", ahead.tableName());
    names.put("POLICY", catalog.tags().policies().create("governed", null, List.of("v")).id());
    String trace =
        tracking.traces().beginTrace(world.experiment, Instant.EPOCH, Map.of(), Map.of()).traceId();
    names.put("TRACE", trace);
    names.put(
        "ASSESSMENT",
        String.valueOf(
            tracking
                .traces()
                .createAssessment(trace, Assessment.feedback("churn", true).build())
                .assessmentId()));
    names.put(
        "LOGGED",
        tracking
            .createLoggedModel(NewLoggedModel.in(world.experiment).name("churn").build())
            .modelId());
    names.put(
        "DATASET",
        tracking
            .evaluationDatasets()
            .create("churn", List.of(world.experiment), Map.of())
            .datasetId());
    Identity people = admin.module(Identity.class);
    names.put("VICTIM", people.createUser("victim").id());
    names.put("GROUP", people.createGroup("group").id());
    names.put("SERVICE", people.createServicePrincipal("service").id());
    names.put("SECOND_USER", people.createUser("second").id());
    names.put("SECOND_GROUP", people.createGroup("seconds").id());
    names.put("SECOND_SERVICE", people.createServicePrincipal("second service").id());
    for (Role role : List.of(Role.NOBODY, Role.READER, Role.WRITER, Role.OWNER)) {
      people.createUser(role.user());
    }
    String endpoint = admin.module(Serving.class).get("churn").id();
    for (String experiment : List.of(world.experiment, spare, garbage)) {
      let(admin, "experiments", experiment, PermissionLevel.CAN_READ, PermissionLevel.CAN_EDIT);
    }
    let(admin, "serving-endpoints", endpoint, PermissionLevel.CAN_VIEW, PermissionLevel.CAN_QUERY);
    tracking.deleteExperiment(garbage);
    grant(catalog);
    return names;
  }

  /** Features over a table of events, the first of them computed ahead. */
  private static MaterializedFeature features(Mudbrick admin) {
    Schema events =
        Schema.builder()
            .column("customer_id", ColumnType.LONG)
            .column("at", ColumnType.TIMESTAMP)
            .column("amount", ColumnType.DOUBLE)
            .build();
    admin
        .module(Catalog.class)
        .tables()
        .create(TableSpec.builder("telco.churn.events", events).build());
    FeatureViews views = admin.module(FeatureStore.class).views();
    for (String name : List.of("spent", "second", "third", "last")) {
      views.create(
          "telco.churn",
          Feature.of(FeatureSource.table("telco.churn.events"))
              .entity("customer_id")
              .timeseries("at")
              .aggregate(Aggregate.sum("amount"), TimeWindow.tumbling(Duration.ofDays(1)))
              .name(name)
              .build());
    }
    return views
        .materialize(
            MaterializeSpec.of("telco.churn.spent").offline("telco.churn", "ahead").build())
        .get(0);
  }

  private static void let(
      Mudbrick admin, String type, String id, PermissionLevel reader, PermissionLevel writer) {
    admin
        .module(Permissions.class)
        .update(
            type,
            id,
            List.of(
                new Change(Principal.Kind.USER, "reader", reader),
                new Change(Principal.Kind.USER, "writer", writer),
                new Change(Principal.Kind.USER, "owner", PermissionLevel.CAN_MANAGE)));
  }

  private static void grant(Catalog catalog) {
    SecurableRef telco = SecurableRef.catalog("telco");
    Grants grants = catalog.grants();
    for (String name : List.of("reader", "writer")) {
      grants.grant(
          telco,
          name,
          Privilege.USE_CATALOG,
          Privilege.USE_SCHEMA,
          Privilege.SELECT,
          Privilege.EXECUTE,
          Privilege.READ_FEATURE,
          Privilege.READ_VOLUME);
    }
    grants.grant(telco, "writer", Privilege.MODIFY, Privilege.WRITE_VOLUME);
    for (SecurableRef owned :
        List.of(
            SecurableRef.model(World.MODEL),
            SecurableRef.model(MODELS.get(0)),
            SecurableRef.model(MODELS.get(1)),
            SecurableRef.model(MODELS.get(2)),
            SecurableRef.model(MODELS.get(3)),
            SecurableRef.model("telco.churn.greet"),
            SecurableRef.volume("telco.churn.files"),
            SecurableRef.table(World.CUSTOMERS),
            SecurableRef.table(World.FEATURES),
            SecurableRef.schema("telco.churn"),
            telco)) {
      catalog.securables().update(owned, SecurableUpdate.owner("owner"));
    }
    for (SecurableType type : List.of(SecurableType.FEATURE, SecurableType.TABLE)) {
      for (Securable made : catalog.securables().list(SecurableRef.schema("telco.churn"), type)) {
        catalog.securables().update(made.ref(), SecurableUpdate.owner("owner"));
      }
    }
  }
}
