package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mudbrick.catalog.LineageGraph.ColumnRef;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From the raw table to the endpoint and back. */
@MudbrickTest
@Tag("both-stores")
class LineageTest {
  private static final Schema SCHEMA = Schema.builder().column("id", ColumnType.LONG).build();

  private EntityRef raw;
  private EntityRef usage;
  private EntityRef profile;
  private EntityRef trainingSet;
  private EntityRef run;
  private EntityRef version;
  private EntityRef endpoint;

  @BeforeEach
  void flow(Mudbrick platform, Catalog catalog, Edges edges) {
    for (String name : new String[] {"raw", "usage", "profile"}) {
      catalog.tables().create(TableSpec.builder("workspace.default." + name, SCHEMA).build());
    }
    String workspace = platform.workspace().id();
    raw = catalog.lineage().table("workspace.default.raw");
    usage = catalog.lineage().table("workspace.default.usage");
    profile = catalog.lineage().table("workspace.default.profile");
    trainingSet = new EntityRef(EntityRef.Type.TRAINING_SET, workspace, "churn-training");
    run = new EntityRef(EntityRef.Type.RUN, workspace, "4f1a");
    version = new EntityRef(EntityRef.Type.MODEL_VERSION, raw.scope(), "workspace.default.churn/3");
    endpoint = new EntityRef(EntityRef.Type.ENDPOINT, workspace, "churn");
    catalog.securables().create(SecurableRef.model("workspace.default.churn"), null);
    edges.flow(raw, usage);
    edges.flow(raw, profile);
    edges.flow(raw, profile);
    edges.flow(usage, trainingSet);
    edges.flow(profile, trainingSet);
    edges.flow(trainingSet, run);
    edges.flow(run, version);
    edges.flow(version, endpoint);
  }

  @Test
  void downstream_reaches_the_endpoint_and_reads_as_a_tree(Catalog catalog) {
    LineageGraph graph = catalog.lineage().downstream(raw);
    assertThat(graph.entities())
        .containsExactly(profile, usage, trainingSet, run, version, endpoint);
    assertThat(graph.entities(EntityRef.Type.MODEL_VERSION)).containsExactly(version);
    assertThat(graph.toTree())
        .isEqualTo(
            """
            table workspace.default.raw
            ├─ table workspace.default.profile
            │  └─ training set churn-training
            │     └─ run 4f1a
            │        └─ model version workspace.default.churn/3
            │           └─ endpoint churn
            └─ table workspace.default.usage
               └─ training set churn-training (see above)
            """);
  }

  @Test
  void upstream_leads_back_to_the_raw_table(Catalog catalog) {
    assertThat(catalog.lineage().upstream(endpoint).entities())
        .containsExactly(version, run, trainingSet, profile, usage, raw);
  }

  @Test
  void a_column_leads_to_the_columns_made_from_it(Mudbrick platform, Catalog catalog, Edges edges)
      throws Exception {
    edges.flow(raw, usage, new ColumnFlow("minutes", "avg_minutes"));
    edges.flow(raw, usage, new ColumnFlow("id", "customer"), new ColumnFlow("day", "avg_minutes"));
    edges.flow(usage, profile, new ColumnFlow("avg_minutes", "talkative"));
    assertThat(catalog.lineage().downstream(raw).columns("minutes"))
        .extracting(ColumnRef::entity, ColumnRef::column, ColumnRef::steps)
        .containsExactly(tuple(usage, "avg_minutes", 1), tuple(profile, "talkative", 2));
    assertThat(catalog.lineage().upstream(profile).columns("talkative"))
        .extracting(ColumnRef::column)
        .containsExactly("avg_minutes", "minutes", "day");
    assertThat(
            get(
                platform,
                "lineage-tracking/column-lineage?table_name=workspace.default.usage"
                    + "&column_name=avg_minutes"))
        .contains("\"name\":\"minutes\"", "\"table_name\":\"profile\"", "\"name\":\"talkative\"");
  }

  @Test
  void what_flowed_stands_in_the_system_tables(Catalog catalog, Edges edges) {
    edges.flow(raw, usage, new ColumnFlow("minutes", "avg_minutes"));
    List<Row> tables = catalog.tables().open("system.access.table_lineage").read().toRows();
    assertThat(tables)
        .anySatisfy(
            row -> {
              assertThat(row.get("source_table_full_name")).isEqualTo("workspace.default.raw");
              assertThat(row.get("target_table_name")).isEqualTo("usage");
            })
        .anySatisfy(
            row -> {
              assertThat(row.get("source_table_full_name")).isEqualTo("workspace.default.usage");
              assertThat(row.get("entity_type")).isEqualTo("TRAINING_SET");
            });
    assertThat(catalog.tables().open("system.access.column_lineage").read().toRows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("source_column_name")).isEqualTo("minutes");
              assertThat(row.get("target_column_name")).isEqualTo("avg_minutes");
            });
  }

  @Test
  void the_whole_lineage_is_told_over_rest(Mudbrick platform) throws Exception {
    assertThat(
            get(
                platform,
                "mudbrick/lineage?type=table&name=workspace.default.raw&direction=downstream"))
        .contains("ENDPOINT", "model version workspace.default.churn/3");
  }

  private static String get(Mudbrick platform, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.uri() + "/api/2.0/" + path))
            .header("Authorization", "Bearer " + platform.token())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void a_renamed_table_or_schema_keeps_its_lineage(Catalog catalog) {
    catalog.schemas().update("workspace.default", SecurableUpdate.rename("renamed"));
    EntityRef renamed = catalog.lineage().table("workspace.renamed.raw");
    assertThat(catalog.lineage().downstream(renamed).toTree())
        .contains("table workspace.renamed.profile")
        .contains("model version workspace.renamed.churn/3")
        .doesNotContain("workspace.default");
  }

  @Test
  void a_table_may_take_the_place_and_name_of_a_dropped_one(Catalog catalog, Edges edges) {
    TableSpec spec = TableSpec.builder("workspace.default.usage_new", SCHEMA).build();
    catalog.tables().create(spec);
    EntityRef rebuilt = catalog.lineage().table(spec.fullName());
    edges.flow(raw, rebuilt);
    edges.flow(rebuilt, trainingSet);
    catalog.tables().delete("workspace.default.usage");
    catalog.tables().update(spec.fullName(), SecurableUpdate.rename("usage"));
    assertThat(catalog.lineage().upstream(trainingSet).entities())
        .containsExactlyInAnyOrder(profile, usage, raw);
    assertThat(catalog.lineage().downstream(raw).entities())
        .containsExactlyInAnyOrder(profile, usage, trainingSet, run, version, endpoint);
  }

  @Test
  void a_schema_may_take_the_name_of_a_dropped_one(Catalog catalog, Edges edges) {
    for (String name : new String[] {"workspace.next.a", "workspace.next.b"}) {
      edges.flow(catalog.lineage().table(name), catalog.lineage().table(name + "2"));
    }
    EntityRef old = catalog.lineage().table("workspace.last.a");
    edges.flow(old, catalog.lineage().table("workspace.last.a2"));
    catalog.schemas().create("workspace.next");
    catalog.schemas().update("workspace.next", SecurableUpdate.rename("last"));
    assertThat(catalog.lineage().downstream(old).entities())
        .containsExactly(catalog.lineage().table("workspace.last.a2"));
    assertThat(catalog.lineage().downstream(catalog.lineage().table("workspace.last.b")).entities())
        .containsExactly(catalog.lineage().table("workspace.last.b2"));
  }

  @Test
  void what_lay_in_a_deleted_schema_is_shown_to_admins_only(
      Mudbrick platform, Catalog catalog, Edges edges) {
    catalog.schemas().create("workspace.secret");
    catalog.tables().create(TableSpec.builder("workspace.secret.plans", SCHEMA).build());
    EntityRef plans = catalog.lineage().table("workspace.secret.plans");
    edges.flow(raw, plans);
    catalog.tables().delete("workspace.secret.plans");
    catalog.schemas().delete("workspace.secret", false);
    platform.module(Identity.class).createUser("ana");
    catalog.grants().grant(SecurableRef.table("workspace.default.raw"), "ana", Privilege.SELECT);
    Catalog ana = platform.as("ana").module(Catalog.class);
    assertThat(ana.lineage().downstream(raw).entities()).doesNotContain(plans);
    assertThatThrownBy(() -> ana.lineage().upstream(plans)).hasMessageContaining("does not exist");
    assertThat(catalog.lineage().downstream(raw).entities()).contains(plans);
  }

  @Test
  void a_deleted_table_stays_in_the_lineage(Catalog catalog) {
    catalog.tables().delete("workspace.default.usage");
    assertThat(catalog.lineage().upstream(trainingSet).entities()).contains(usage, profile, raw);
  }

  @Test
  void an_entity_with_an_odd_id_does_no_harm(Catalog catalog, Edges edges) {
    EntityRef odd = new EntityRef(EntityRef.Type.MODEL_VERSION, raw.scope(), "odd");
    edges.flow(raw, odd);
    assertThat(catalog.lineage().downstream(raw).entities()).contains(odd);
  }

  @Test
  void what_the_caller_may_not_see_is_left_out(Mudbrick platform, Catalog catalog) {
    platform.module(Identity.class).createUser("ana");
    Catalog ana = platform.as("ana").module(Catalog.class);
    assertThatThrownBy(() -> ana.lineage().downstream(raw))
        .hasMessage("User does not have SELECT on Table 'workspace.default.raw'.");
    catalog.grants().grant(SecurableRef.table("workspace.default.raw"), "ana", Privilege.SELECT);
    assertThat(ana.lineage().downstream(raw).entities()).isEmpty();
    catalog.grants().grant(SecurableRef.table("workspace.default.usage"), "ana", Privilege.SELECT);
    assertThat(ana.lineage().downstream(raw).entities()).containsExactly(usage, trainingSet, run);
  }

  @Test
  void rest_answers_with_what_stands_one_step_away(Mudbrick platform) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    platform.uri()
                        + "/api/2.0/lineage-tracking/table-lineage"
                        + "?table_name=workspace.default.profile&include_entity_lineage=true"))
            .header("Authorization", "Bearer " + platform.token())
            .build();
    String reply = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    assertThat(Json.object(reply).get("upstreams").toString())
        .contains("name=raw", "catalog_name=workspace", "schema_name=default");
    assertThat(Json.object(reply).get("downstreams").toString())
        .contains("TRAINING_SET", "churn-training")
        .doesNotContain("RUN");
  }
}
