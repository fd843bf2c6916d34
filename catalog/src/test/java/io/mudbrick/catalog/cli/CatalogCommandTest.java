package io.mudbrick.catalog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@MudbrickTest
class CatalogCommandTest {
  private static final String TABLE = "telco.churn.customers";
  private Mudbrick platform;
  private Catalog catalog;

  @BeforeEach
  void furnish(Mudbrick engine) {
    platform = engine;
    catalog = engine.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("city", ColumnType.STRING).build();
    catalog.tables().create(TableSpec.builder(TABLE, schema).comment("one\nper household").build());
    engine.module(Identity.class).createUser("ann@telco");
  }

  private String run(String... words) {
    return runAs(platform, words);
  }

  private static String runAs(Mudbrick who, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", who.host().toString(), "--token", who.token()));
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new CatalogCommand());
    command.setOut(new PrintWriter(out, true));
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          out.append(e.getMessage());
          return 1;
        });
    command.execute(all.toArray(String[]::new));
    return out.toString();
  }

  @Test
  void ls_goes_down_level_by_level() {
    assertThat(run("ls")).contains("CATALOG  telco").contains("workspace");
    assertThat(run("ls", "telco")).contains("SCHEMA  telco.churn");
    assertThat(run("ls", "telco.churn"))
        .startsWith("type   full_name")
        .contains("TABLE  " + TABLE)
        .contains("one per household");
  }

  @Test
  void describe_shows_columns_and_tags() {
    run("tag", TABLE, "pii=yes", "gold");
    assertThat(run("describe", TABLE))
        .contains("full_name")
        .contains("pii=yes")
        .containsPattern("1 +city +string");
    assertThat(Json.object(run("describe", TABLE, "--json")).get("columns"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(2);
  }

  @Test
  void privileges_are_granted_shown_with_their_source_and_revoked() {
    run("grant", "telco", "USE_CATALOG", "--to", "ann@telco");
    assertThat(run("grant", TABLE, "SELECT", "MODIFY", "--to", "ann@telco"))
        .containsPattern("ann@telco +(MODIFY, SELECT|SELECT, MODIFY)");
    assertThat(run("grants", TABLE, "--principal", "ann@telco"))
        .containsPattern("ann@telco +SELECT")
        .containsPattern("ann@telco +USE_CATALOG +CATALOG telco");
    run("revoke", TABLE, "MODIFY", "--from", "ann@telco");
    assertThat(catalog.grants().list(SecurableRef.table(TABLE)))
        .extracting(g -> g.privilege())
        .containsExactly(Privilege.SELECT);
  }

  @Test
  void tags_are_set_replaced_and_removed() {
    run("tag", TABLE, "pii=yes", "gold");
    assertThat(run("tag", TABLE, "pii=no", "--remove", "gold", "--json"))
        .isEqualToIgnoringNewLines("{\"pii\":\"no\"}");
    assertThat(catalog.tags().list(SecurableRef.table(TABLE))).isEqualTo(Map.of("pii", "no"));
  }

  @Test
  void search_finds_and_without_words_shows_what_is_used() {
    assertThat(run("search", "house")).contains(TABLE).contains("comment");
    assertThat(run("search")).contains("uses");
  }

  @Test
  void lineage_is_a_tree() {
    assertThat(run("lineage", TABLE))
        .isEqualToIgnoringNewLines("table " + TABLE + "reaches nothing");
  }

  @Test
  void commands_are_denied_what_their_token_is_denied() {
    Mudbrick ann = platform.as("ann@telco");
    assertThat(runAs(ann, "grant", "telco", "SELECT", "--to", "ann@telco"))
        .isEqualTo("User does not have USE CATALOG on Catalog 'telco'.");
    assertThat(run("describe", "telco.churn.nothing")).contains("named 'telco.churn.nothing'");
    assertThat(runAs(ann, "ls", "--json")).doesNotContain("telco.churn");
  }
}
