package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.InformationSchema.View;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@MudbrickTest
@Tag("both-stores")
class InformationSchemaTest {
  private static final String TABLE = "telco.churn.customers";

  @BeforeEach
  void furnish(Mudbrick platform, Catalog catalog) {
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("city", ColumnType.STRING).build();
    catalog.tables().create(TableSpec.builder(TABLE, schema).primaryKey("id").build());
    catalog.tables().addForeignKey(TABLE, ForeignKey.of(List.of("id"), TABLE));
    catalog.volumes().create("telco.churn.files", "raw files");
    catalog.tags().set(SecurableRef.table(TABLE), Map.of("pii", "yes"));
    catalog.tags().set(SecurableRef.catalog("telco"), Map.of("team", "churn"));
    catalog.tags().set(SecurableRef.schema("telco.churn"), Map.of("team", "churn"));
    catalog.tags().set(SecurableRef.volume("telco.churn.files"), Map.of("team", "churn"));
    catalog.tags().setOnColumn(SecurableRef.table(TABLE), "city", Map.of("pii", "place"));
    catalog
        .functions()
        .create(
            FunctionSpec.sql("telco.churn.shown")
                .parameter("city", SqlType.STRING, "where")
                .returns(SqlType.BOOLEAN)
                .body("city <> 'secret'")
                .build());
    catalog
        .functions()
        .create(
            FunctionSpec.sql("telco.churn.blur")
                .parameter("city", SqlType.STRING)
                .parameter("id", SqlType.LONG)
                .returns(SqlType.STRING)
                .body("left(city, 1)")
                .build());
    catalog.tables().setRowFilter(TABLE, RowFilter.of("telco.churn.shown", "city"));
    catalog.tables().setColumnMask(TABLE, "city", ColumnMask.of("telco.churn.blur", "id"));
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "admin", Privilege.EXECUTE);
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

  @Test
  void functions_and_what_they_hide_are_views_too(Catalog catalog) {
    InformationSchema sut = catalog.informationSchema();
    assertThat(text(sut.rows(View.ROUTINES, "telco")))
        .contains(
            "telco|churn|shown|telco|churn|shown|admin|FUNCTION|BOOLEAN|boolean|SQL|"
                + "city <> 'secret'|null|YES|DEFINER|null|");
    assertThat(text(sut.rows(View.PARAMETERS, "telco")))
        .isEqualTo(
            "telco|churn|blur|0|IN|city|STRING|string|null|\n"
                + "telco|churn|blur|1|IN|id|BIGINT|bigint|null|\n"
                + "telco|churn|shown|0|IN|city|STRING|string|where|\n");
    assertThat(text(sut.rows(View.ROW_FILTERS)))
        .isEqualTo("telco|churn|customers|telco|churn|shown|city|\n");
    assertThat(text(sut.rows(View.COLUMN_MASKS)))
        .isEqualTo("telco|churn|customers|city|telco|churn|blur|id|\n");
    assertThat(text(sut.rows(View.COLUMN_TAGS)))
        .isEqualTo("telco|churn|customers|city|pii|place|\n");
    assertThat(text(sut.rows(View.ROUTINE_PRIVILEGES)))
        .contains("null|admin|telco|churn|blur|EXECUTE|NO|SCHEMA|");
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
