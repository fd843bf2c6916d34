package io.mudbrick.featurestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource;
import io.mudbrick.featurestore.view.MaterializeSpec;
import io.mudbrick.featurestore.view.TimeWindow;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@MudbrickTest
class FeaturesCommandTest {
  private static final String USAGE = "telco.churn.usage";
  private static final Schema SCHEMA =
      Schema.of(
          Column.of("id", ColumnType.LONG),
          Column.of("calls", ColumnType.INT),
          Column.of("plan", ColumnType.STRING));

  @TempDir private Path dir;
  private Mudbrick platform;

  @BeforeEach
  void furnish(Mudbrick engine) {
    platform = engine;
    furnished(engine);
  }

  private static void furnished(Mudbrick engine) {
    Catalog catalog = engine.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    engine
        .module(FeatureStore.class)
        .createTable(
            FeatureTableSpec.builder(USAGE, SCHEMA)
                .primaryKeys("id")
                .description("Calls a week")
                .build());
    write(engine, 3, 5, 7);
  }

  private static void write(Mudbrick engine, int... calls) {
    long[] ids = new long[calls.length];
    String[] plans = new String[calls.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i + 1;
      plans[i] = i % 2 == 0 ? "flat" : "pay";
    }
    engine
        .module(FeatureStore.class)
        .writeTable(
            USAGE,
            ColumnBatch.of(
                SCHEMA,
                ColumnVector.ofLongs(ids),
                ColumnVector.ofInts(calls),
                ColumnVector.ofStrings(plans)),
            WriteMode.OVERWRITE);
  }

  private record Said(int code, String text) {}

  private Said run(Mudbrick who, Object... words) {
    return run(List.of("--url", who.host().toString(), "--token", who.token()), words);
  }

  private static Said run(List<String> server, Object... words) {
    List<String> all = new ArrayList<>();
    for (Object word : words) {
      all.add(word.toString());
    }
    all.addAll(server);
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(new FeaturesCommand());
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          said.append(e.getMessage());
          return 1;
        });
    int code = line.execute(all.toArray(String[]::new));
    return new Said(code, said.toString());
  }

  private String said(Object... words) {
    Said said = run(platform, words);
    assertThat(said.code()).as(said.text()).isZero();
    return said.text();
  }

  @Test
  void tables_are_listed_and_described() {
    assertThat(said("ls")).containsPattern("telco.churn.usage +id +2 +Calls a week");
    assertThat(said("ls", "telco.churn")).contains(USAGE);
    assertThat(said("ls", "other")).contains("Nothing found");
    assertThat(said("describe", USAGE)).containsPattern("calls +int").contains("Calls a week");
    assertThat(Json.object(said("describe", USAGE, "--json"))).containsEntry("name", USAGE);
    assertThat(run(platform, "describe", "telco.churn.none").code()).isEqualTo(1);
  }

  @Test
  void a_table_is_published_looked_up_and_verified() {
    assertThat(said("publish", USAGE))
        .contains("telco.churn.usage_online shows version 1 of " + USAGE + ": 3 rows written");
    assertThat(said("describe", USAGE)).containsPattern("usage_online +default +TRIGGERED +1");
    assertThat(said("lookup", "telco.churn.usage_online", "id=2"))
        .containsPattern("calls +5 +PRESENT")
        .containsPattern("published_version +1");
    Said unknown = run(platform, "lookup", "telco.churn.usage_online", "id=9");
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.text()).contains("NOT_FOUND");
    assertThat(said("verify", USAGE)).containsPattern("usage_online +1 +3 +0 +0 +true");
    assertThat(said("verify", "telco.churn.usage_online", "--json"))
        .contains("\"consistent\":true");
    assertThat(said("publish", USAGE, "--json")).contains("\"upserted\":0");
    write(platform, 4, 5);
    assertThat(said("publish", USAGE, "--mode", "triggered")).contains("1 rows written, 1 removed");
    assertThat(run(platform, "verify", "telco.churn.none").code()).isEqualTo(1);
    assertThat(run(platform, "publish", "telco.churn.none").text()).contains("does not exist");
    assertThat(run(platform, "publish", USAGE, "--ttl", "soon").text()).contains("no time such as");
    assertThat(run(platform, "publish", USAGE, "--mode", "often").code()).isEqualTo(2);
  }

  @Test
  void profiles_are_shown_and_compared() {
    assertThat(said("profile", USAGE))
        .contains("version 1, 3 rows (table)")
        .containsPattern("calls +int +3 +0 +3 +3 +5.000 +7 +5.000")
        .contains("flat 67%");
    write(platform, 300, 500, 700);
    assertThat(said("profile", USAGE, "--since", 1)).containsPattern("calls +KEPT +\\d");
    Said shifted = run(platform, "profile", USAGE, "--since", 1, "--limit", "0.2");
    assertThat(shifted.code()).isEqualTo(3);
    assertThat(said("profile", USAGE, "--since", 2, "--limit", "0.2", "--version", 2))
        .containsPattern("calls +KEPT +0.000");
    assertThat(Json.object(said("profile", USAGE, "--version", 1, "--write", "--json")))
        .containsEntry("scope", "WRITE");
    assertThat(run(platform, "profile", USAGE, "--version", 99).code()).isEqualTo(1);
  }

  @Test
  void a_table_of_features_over_windows_is_computed_anew() {
    FeatureStore store = platform.module(FeatureStore.class);
    Schema events =
        Schema.of(
            Column.of("id", ColumnType.LONG),
            Column.of("at", ColumnType.TIMESTAMP),
            Column.of("minutes", ColumnType.DOUBLE));
    store.createTable(
        FeatureTableSpec.builder("telco.churn.calls", events)
            .primaryKeys("id", "at")
            .timeseries("at")
            .build());
    String feature =
        store
            .views()
            .create(
                "telco.churn",
                Feature.of(FeatureSource.table("telco.churn.calls"))
                    .entity("id")
                    .timeseries("at")
                    .aggregate(Aggregate.sum("minutes"), TimeWindow.tumbling(Duration.ofDays(1)))
                    .build())
            .fullName();
    String table =
        store
            .views()
            .materialize(MaterializeSpec.of(feature).offline("telco.churn", "ahead").build())
            .get(0)
            .tableName();
    assertThat(said("refresh", table)).contains(table + " holds what was known at ");
    assertThat(run(platform, "refresh", USAGE).text()).contains("No feature is materialised into");
  }

  @Test
  void whoever_lacks_privileges_is_told_so() {
    said("publish", USAGE);
    platform.module(Identity.class).createUser("sam@example.com");
    Mudbrick sam = platform.as("sam@example.com");
    assertThat(run(sam, "ls").text()).contains("Nothing found");
    for (Object[] words :
        new Object[][] {
          {"describe", USAGE},
          {"publish", USAGE},
          {"lookup", "telco.churn.usage_online", "id=1"},
          {"verify", "telco.churn.usage_online"},
          {"profile", USAGE}
        }) {
      Said answer = run(sam, words);
      assertThat(answer.code()).as("%s", words[0]).isEqualTo(1);
      assertThat(answer.text()).contains("USE CATALOG");
    }
  }

  @Test
  void without_a_server_the_commands_work_on_the_directory() {
    Path data = dir.resolve("data");
    try (Mudbrick alone = Mudbrick.builder().data(data).start()) {
      furnished(alone);
    }
    List<String> there = List.of("--data", data.toString());
    assertThat(run(there, "ls").text()).contains(USAGE);
    assertThat(run(there, "publish", USAGE).text()).contains("3 rows written");
    assertThat(run(there, "verify", USAGE).code()).isZero();
    assertThat(run(there, "lookup", "telco.churn.usage_online", "id=1").text()).contains("flat");
    assertThat(run(there, "profile", USAGE).text()).contains("3 rows");
  }
}
