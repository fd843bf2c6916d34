package io.mudbrick.examples.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Impact;
import io.mudbrick.catalog.Lineage;
import io.mudbrick.catalog.LineageGraph;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.cli.CatalogCli;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointSpec;
import io.mudbrick.serving.Serving;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Workspaces;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** From a table to the endpoints: three models are trained on it, and two of them served. */
@MudbrickTest(workspace = Workspaces.PER_CLASS)
class LineageChainTest {
  private static final String CUSTOMERS = "crm.ml.customers";
  private static final String PROFILE = "crm.ml.profile";
  private static final int COUNT = 300;
  private static final Schema FEATURES =
      Schema.builder().required("id", ColumnType.LONG).column("charges", ColumnType.DOUBLE).build();
  private static final Schema LABELS =
      Schema.builder().required("id", ColumnType.LONG).column("churn", ColumnType.STRING).build();
  private static Mudbrick platform;
  private static Mudbrick ana;
  private static TrainingSet training;
  private static AutoMlSummary found;

  @BeforeAll
  static void live(Mudbrick workspace) {
    platform = workspace;
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("crm");
    catalog.schemas().create("crm.ml");
    List<Row> labels = new ArrayList<>();
    long[] ids = new long[COUNT];
    double[] charges = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      ids[i] = i;
      charges[i] = i * 37 % 100;
      labels.add(Row.of(LABELS, (long) i, charges[i] + i % 7 * 5 > 60 ? "Yes" : "No"));
    }
    ColumnBatch known = ColumnBatch.ofRows(LABELS, labels);
    catalog.tables().create(TableSpec.builder(CUSTOMERS, LABELS).build());
    catalog.tables().open(CUSTOMERS).append(known);
    FeatureStore store = platform.module(FeatureStore.class);
    store.createTable(FeatureTableSpec.builder(PROFILE, FEATURES).primaryKeys("id").build());
    ColumnBatch profile =
        ColumnBatch.of(FEATURES, ColumnVector.ofLongs(ids), ColumnVector.ofDoubles(charges));
    store.writeTable(PROFILE, profile, WriteMode.MERGE, List.of(CUSTOMERS));
    store.publish(PROFILE, PublishSpec.snapshot(PROFILE + "_online"));
    training =
        store.createTrainingSet(
            TrainingSetSpec.builder(known)
                .label("churn")
                .lookup(FeatureLookup.of(PROFILE, "id"))
                .exclude("id")
                .build());
    AutoMl autoMl = platform.module(AutoMl.class);
    found =
        autoMl.classify(
            training,
            "churn",
            AutoMlOptions.builder()
                .positiveLabel("Yes")
                .maxTrials(3)
                .seed(7)
                .experimentName("chain")
                .build());
    Serving serving = platform.module(Serving.class);
    for (int i = 0; i < 3; i++) {
      autoMl.register(found.trials().get(i), "crm.ml.m" + i);
      if (i < 2) {
        serving.create(EndpointSpec.of("asked" + i, EndpointConfig.of("crm.ml.m" + i, "1")));
        serving.await("asked" + i, Duration.ofSeconds(60));
      }
    }
    platform.module(Identity.class).createUser("ana");
    catalog
        .grants()
        .grant(SecurableRef.catalog("crm"), "ana", Privilege.USE_CATALOG, Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.table(CUSTOMERS), "ana", Privilege.SELECT);
    catalog.grants().grant(SecurableRef.table(PROFILE), "ana", Privilege.SELECT);
    ana = platform.as("ana");
  }

  private static EntityRef endpoint(String name) {
    return new EntityRef(EntityRef.Type.ENDPOINT, platform.workspace().id(), name);
  }

  @Test
  void a_change_of_the_customers_reaches_three_models_and_two_endpoints() {
    Lineage lineage = platform.module(Catalog.class).lineage();
    LineageGraph graph = lineage.downstream(lineage.table(CUSTOMERS));
    Impact impact = graph.impact();
    assertThat(impact.models()).isEqualTo(3);
    assertThat(impact.modelVersions()).isEqualTo(3);
    assertThat(impact.endpoints()).isEqualTo(2);
    assertThat(impact.trainingSets()).isEqualTo(1);
    assertThat(impact.summary()).endsWith("3 models and 2 endpoints");
    assertThat(graph.entities()).contains(lineage.table(PROFILE), training.ref());
    assertThat(graph.entities(EntityRef.Type.ENDPOINT))
        .containsExactlyInAnyOrder(endpoint("asked0"), endpoint("asked1"));
    assertThat(lineage.upstream(lineage.table(CUSTOMERS)).impact().summary()).isEqualTo("nothing");
  }

  @Test
  void an_endpoint_leads_back_through_version_run_and_training_set_to_the_table() {
    Lineage lineage = platform.module(Catalog.class).lineage();
    LineageGraph graph = lineage.upstream(endpoint("asked0"));
    EntityRef run =
        new EntityRef(EntityRef.Type.RUN, platform.workspace().id(), found.trials().get(0).runId());
    EntityRef version =
        new EntityRef(
            EntityRef.Type.MODEL_VERSION, lineage.table(CUSTOMERS).scope(), "crm.ml.m0/1");
    assertThat(graph.entities())
        .containsSubsequence(
            version, run, training.ref(), lineage.table(PROFILE), lineage.table(CUSTOMERS))
        .doesNotContain(endpoint("asked1"));
  }

  private static HttpResponse<String> ask(Mudbrick who, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.uri() + path))
            .header("Authorization", "Bearer " + who.token())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void rest_and_the_command_line_say_the_same() throws Exception {
    String question = "/api/2.0/mudbrick/lineage?type=table&direction=downstream&name=" + CUSTOMERS;
    assertThat(ask(platform, question).body())
        .contains("\"models\":3", "\"endpoints\":2", "3 models and 2 endpoints")
        .contains("crm.ml.m2/1", "asked1");
    assertThat(run(platform, "lineage", CUSTOMERS))
        .containsSubsequence(
            "table " + CUSTOMERS,
            "table " + PROFILE,
            "training set",
            "run ",
            "model version crm.ml.m",
            "endpoint asked")
        .contains("reaches ", "3 models and 2 endpoints");
    assertThat(run(platform, "lineage", "asked0", "--type", "endpoint", "--upstream"))
        .containsSubsequence("endpoint asked0", "model version crm.ml.m0/1", "table " + CUSTOMERS)
        .doesNotContain("reaches");
    assertThat(
            ask(
                    platform,
                    "/api/2.0/lineage-tracking/table-lineage?table_name="
                        + PROFILE
                        + "&include_entity_lineage=true")
                .body())
        .contains("\"name\":\"customers\"", "TRAINING_SET");
  }

  @Test
  void who_may_not_see_the_models_is_not_told_their_names() throws Exception {
    Lineage lineage = ana.module(Catalog.class).lineage();
    Impact impact = lineage.downstream(lineage.table(CUSTOMERS)).impact();
    assertThat(impact.models()).isZero();
    assertThat(impact.endpoints()).isZero();
    assertThat(impact.tables()).isEqualTo(1);
    String question = "/api/2.0/mudbrick/lineage?direction=downstream&type=table&name=" + CUSTOMERS;
    assertThat(ask(ana, question).body())
        .contains(PROFILE)
        .doesNotContain("crm.ml.m")
        .doesNotContain("asked");
    assertThat(run(ana, "lineage", CUSTOMERS)).contains(PROFILE).doesNotContain("crm.ml.m");
    assertThatThrownBy(() -> lineage.upstream(endpoint("asked0")))
        .hasMessageContaining("does not have CAN_VIEW");
    String back = "/api/2.0/mudbrick/lineage?direction=upstream&type=endpoint&name=asked0";
    assertThat(ask(ana, back).body()).doesNotContain("crm.ml.m").doesNotContain(CUSTOMERS);
  }

  private static String run(Mudbrick who, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", who.host().toString(), "--token", who.token()));
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new CatalogCli().commands().get(0));
    command.setOut(new PrintWriter(out, true));
    command.execute(all.toArray(String[]::new));
    return out.toString();
  }
}
