package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.InformationSchema.View;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@MudbrickTest
class InformationSchemaTest {
  private static final String TABLE = "telco.churn.customers";

  @BeforeEach
  void furnish(Mudbrick platform, Catalog catalog) {
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("city", ColumnType.STRING).build();
    catalog.tables().create(TableSpec.builder(TABLE, schema).primaryKey("id").build());
    catalog.volumes().create("telco.churn.files", "raw files");
    catalog.tags().set(SecurableRef.table(TABLE), Map.of("pii", "yes"));
    catalog.tags().set(SecurableRef.catalog("telco"), Map.of("team", "churn"));
    catalog.tags().set(SecurableRef.schema("telco.churn"), Map.of("team", "churn"));
    catalog.tags().set(SecurableRef.volume("telco.churn.files"), Map.of("team", "churn"));
    platform.module(Identity.class).createUser("ann");
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "ann", Privilege.SELECT);
  }

  /** The rows as text, a line each. */
  private static String text(ColumnBatch batch) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, batch.size())
        .forEach(
            row -> {
              for (String column : batch.schema().names()) {
                text.append(batch.column(column).get(row)).append('|');
              }
              text.append('\n');
            });
    return text.toString();
  }

  @Test
  void views_have_the_products_columns_and_the_catalogs_rows(Catalog catalog) {
    InformationSchema sut = catalog.informationSchema();
    assertThat(text(sut.rows(View.COLUMNS, "telco")))
        .contains("telco|churn|customers|id|0|NO|bigint|BIGINT|null|null|")
        .contains("telco|churn|customers|city|1|YES|string|STRING|null|null|");
    assertThat(text(sut.rows(View.TABLES, "telco"))).contains("telco|churn|customers|MANAGED|YES|");
    assertThat(text(sut.rows(View.KEY_COLUMN_USAGE, "telco"))).contains("customers|id|1|");
    assertThat(text(sut.rows(View.VOLUMES, "telco"))).contains("files|MANAGED|", "raw files");
    assertThat(text(sut.rows(View.TABLE_TAGS, "telco")))
        .isEqualTo("telco|churn|customers|pii|yes|\n");
    assertThat(text(sut.rows(View.TABLE_PRIVILEGES, "telco")))
        .contains("null|ann|telco|churn|customers|SELECT|NO|SCHEMA|");
    assertThat(text(sut.rows(View.CATALOGS))).contains("telco|", "workspace|", "system|");
  }

  @ParameterizedTest
  @EnumSource(View.class)
  void nobody_learns_of_what_they_may_not_see(View view, Mudbrick platform, Catalog catalog) {
    platform.module(Identity.class).createUser("bob");
    InformationSchema bob = platform.as("bob").module(Catalog.class).informationSchema();
    assertThat(text(bob.rows(view))).doesNotContain("telco").doesNotContain("customers");
    if (view != View.METASTORES) {
      assertThatThrownBy(() -> bob.rows(view, "telco")).hasMessageContaining("USE CATALOG");
    }
    assertThat(catalog.informationSchema().rows(view).size()).isPositive();
  }
}
