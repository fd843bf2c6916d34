package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.ColumnMask;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.RowFilter;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The marketing team trains on anonymised customers, and no copy goes round the mask. */
@MudbrickTest
class MaskedFeaturesTest {
  private static final String ONLINE = "shop.ml.customers_online";
  private static final String ADMIN_ONLY = "is_account_group_member('admins')";
  private Shop shop;
  private Mudbrick marketing;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    shop.customer(1, 30, "ada@example.com");
    shop.customer(2, 40, "bob@example.com");
    marketing = shop.stranger();
    shop.grant(CUSTOMERS, Privilege.SELECT);
    shop.grant(CUSTOMERS, Privilege.MODIFY);
    shop.catalog
        .functions()
        .create(
            FunctionSpec.sql("shop.ml.anonymous")
                .parameter("text", SqlType.STRING)
                .returns(SqlType.STRING)
                .body("CASE WHEN " + ADMIN_ONLY + " THEN text ELSE left(sha2(text, 256), 8) END")
                .build());
  }

  private void mask() {
    shop.catalog.tables().setColumnMask(CUSTOMERS, "city", ColumnMask.of("shop.ml.anonymous"));
  }

  private static ColumnBatch train(Mudbrick as) {
    return as.module(FeatureStore.class)
        .createTrainingSet(
            TrainingSetSpec.builder(Shop.labels(1, 0, 2, 0))
                .lookup(FeatureLookup.builder(CUSTOMERS).lookupKey("customer").build())
                .label("bought")
                .build())
        .data();
  }

  @Test
  void a_training_set_of_the_marketing_team_holds_no_address() {
    mask();
    assertThat(train(shop.platform).column("city").strings())
        .containsExactly("ada@example.com", "bob@example.com");
    assertThat(train(marketing).column("city").strings())
        .hasSize(2)
        .allMatch(city -> city != null && city.matches("[0-9a-f]{8}"));
  }

  @Test
  void a_masked_table_is_published_by_those_who_see_it_and_read_by_none_else() {
    mask();
    FeatureStore team = marketing.module(FeatureStore.class);
    shop.catalog
        .grants()
        .grant(SecurableRef.schema(Shop.SCHEMA), "sam@example.com", Privilege.CREATE_TABLE);
    assertThatThrownBy(() -> team.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE)))
        .hasMessageContaining("column mask or a row filter")
        .extracting("code")
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
    shop.store.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    assertThat(shop.store.lookup(ONLINE, Map.of("id", 1)).get("city")).isEqualTo("ada@example.com");
    assertThatThrownBy(() -> team.lookup(ONLINE, Map.of("id", 1)))
        .extracting("code")
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(shop.store.verify(ONLINE).consistent()).isTrue();
    assertThatThrownBy(() -> team.verify(ONLINE))
        .hasMessageContaining("column mask or a row filter")
        .extracting("code")
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void a_published_table_is_neither_masked_nor_filtered() {
    shop.store.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    shop.catalog
        .functions()
        .create(
            FunctionSpec.sql("shop.ml.grown")
                .parameter("age", SqlType.INT)
                .returns(SqlType.BOOLEAN)
                .body("age > 35")
                .build());
    for (Runnable govern :
        List.<Runnable>of(
            this::mask,
            () ->
                shop.catalog
                    .tables()
                    .setRowFilter(CUSTOMERS, RowFilter.of("shop.ml.grown", "age")))) {
      assertThatThrownBy(govern::run)
          .hasMessageContaining("published as online table 'shop.ml.customers_online'");
    }
    shop.store.dropOnlineTable(ONLINE);
    mask();
    assertThat(shop.catalog.tables().get(CUSTOMERS).columnMasks()).containsKey("city");
  }

  @Test
  void what_a_mask_shows_is_not_written_where_the_values_are() {
    mask();
    FeatureStore team = marketing.module(FeatureStore.class);
    Schema schema = shop.store.getTable(CUSTOMERS).schema();
    List<Row> older = List.of(Row.of(schema.select(List.of("id", "age")), 1L, 31));
    assertThatThrownBy(() -> team.writeTable(CUSTOMERS, older, WriteMode.MERGE))
        .extracting("code")
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(shop.store.readTable(CUSTOMERS).column("city").strings())
        .containsExactlyInAnyOrder("ada@example.com", "bob@example.com");
    List<Row> moved = List.of(Row.of(schema.select(List.of("id", "city")), 1L, "Oslo"));
    team.writeTable(CUSTOMERS, moved, WriteMode.MERGE);
    shop.store.writeTable(CUSTOMERS, older, WriteMode.MERGE);
    assertThat(shop.store.readTable(CUSTOMERS).toRows())
        .contains(Row.of(schema.select(List.of("id", "age", "city")), 1L, 31, "Oslo"));
  }
}
