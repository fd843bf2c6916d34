package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.ColumnMask;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever scores a table scores what they see of it, and leaves no more behind. */
@MudbrickTest
class MaskedScoringTest {
  private static final String PEOPLE = "telco.churn.people";
  private static final String SCORES = "telco.churn.marketing_scores";

  @Test
  void the_scores_of_the_marketing_team_hold_no_address(Mudbrick platform) throws IOException {
    Telco telco = Telco.in(platform);
    telco.register(0.5, telco.withFeatures());
    Catalog catalog = platform.module(Catalog.class);
    Schema schema =
        Schema.builder()
            .column("customer_id", ColumnType.LONG)
            .column("email", ColumnType.STRING)
            .build();
    catalog.tables().create(TableSpec.builder(PEOPLE, schema).build());
    catalog
        .tables()
        .open(PEOPLE)
        .append(
            List.of(
                Row.of(schema, 1L, "ada@secret.example"),
                Row.of(schema, 2L, "bob@secret.example")));
    catalog
        .functions()
        .create(
            FunctionSpec.sql("telco.churn.anonymous")
                .parameter("email", SqlType.STRING)
                .returns(SqlType.STRING)
                .body("IF(is_account_group_member('admins'), email, '***')")
                .build());
    catalog.tables().setColumnMask(PEOPLE, "email", ColumnMask.of("telco.churn.anonymous"));
    Mudbrick marketing = marketing(platform, catalog.grants());

    ScoringJob job = ScoringJob.of("models:/" + Telco.MODEL + "/1", PEOPLE, SCORES);
    marketing.module(Scoring.class).scoreBatch(job);

    Catalog theirs = marketing.module(Catalog.class);
    assertThat(theirs.tables().open(SCORES).read().toRows())
        .extracting(row -> row.get("email"))
        .containsExactly("***", "***");
    assertThat(bytes(theirs.tables().open(SCORES).directory())).doesNotContain("secret.example");
    assertThat(bytes(catalog.tables().open(PEOPLE).directory())).contains("secret.example");
  }

  private static Mudbrick marketing(Mudbrick platform, Grants grants) {
    platform.module(Identity.class).createUser("mia");
    grants.grant(SecurableRef.catalog("telco"), "mia", Privilege.USE_CATALOG);
    grants.grant(
        SecurableRef.schema("telco.churn"), "mia", Privilege.USE_SCHEMA, Privilege.CREATE_TABLE);
    grants.grant(SecurableRef.table(PEOPLE), "mia", Privilege.SELECT);
    grants.grant(SecurableRef.table(Telco.FEATURES), "mia", Privilege.SELECT);
    grants.grant(SecurableRef.model(Telco.MODEL), "mia", Privilege.EXECUTE);
    return platform.as("mia");
  }

  /** All that the files of a table hold, compressed or in the log: texts this short stay as is. */
  private static String bytes(Path directory) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
