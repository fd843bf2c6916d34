package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.SALES;
import static io.mudbrick.featurestore.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Lineage;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MudbrickTest
class OnlineTablesTest {
  private static final String ONLINE = "shop.ml.customers_online";
  private Shop shop;
  private FeatureStore sut;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    sut = shop.store;
    shop.customer(1, 30, "Oslo");
    shop.customer(2, 40, null);
  }

  @Test
  void a_lookup_tells_present_from_null_and_from_unknown() {
    PublishResult result = sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    assertThat(result.upserted()).isEqualTo(2);
    assertThat(result.full()).isTrue();
    List<FeatureVector> vectors =
        sut.lookup(ONLINE, List.of(Map.of("id", 2), Map.of("id", 3), Map.of("id", 1L)));
    assertThat(vectors.get(0).features())
        .containsEntry("age", new FeatureVector.Value(40, State.PRESENT))
        .containsEntry("city", new FeatureVector.Value(null, State.NULL));
    assertThat(vectors.get(0).found()).isTrue();
    assertThat(vectors.get(1).found()).isFalse();
    assertThat(vectors.get(1).features())
        .containsEntry("age", new FeatureVector.Value(null, State.NOT_FOUND));
    assertThat(vectors.get(2).get("city")).isEqualTo("Oslo");
    assertThat(vectors.get(2).publishedVersion()).isEqualTo(result.version());
    OnlineTable table = sut.getOnlineTable(ONLINE);
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.sourceTable()).isEqualTo(CUSTOMERS);
    assertThat(sut.onlineTables(CUSTOMERS)).containsExactly(table);
  }

  @Test
  void readers_see_what_was_published_and_not_what_was_written_since() {
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    shop.customer(1, 31, "Rome");
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).get("age")).isEqualTo(30);
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).get("age")).isEqualTo(31);
  }

  @Test
  void an_online_table_follows_its_source_to_another_name(Mudbrick platform) {
    PublishSpec spec = PublishSpec.triggered(ONLINE);
    sut.publish(CUSTOMERS, spec);
    platform.module(Catalog.class).tables().update(CUSTOMERS, SecurableUpdate.rename("clients"));
    String clients = "shop.ml.clients";
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).get("age")).isEqualTo(30);
    assertThat(sut.onlineTables(clients)).extracting(OnlineTable::name).containsExactly(ONLINE);
    assertThat(sut.publish(clients, spec).full()).isFalse();
  }

  @Test
  void the_columns_of_an_online_table_come_from_those_of_the_source(Mudbrick platform) {
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    Lineage lineage = platform.module(Catalog.class).lineage();
    assertThat(lineage.downstream(lineage.table(CUSTOMERS)).columns("age"))
        .singleElement()
        .satisfies(
            column -> {
              assertThat(column.entity().id()).isEqualTo(ONLINE);
              assertThat(column.column()).isEqualTo("age");
            });
  }

  @Test
  void a_snapshot_forgets_what_the_table_no_longer_has() {
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    Schema schema = sut.getTable(CUSTOMERS).schema();
    sut.writeTable(CUSTOMERS, List.of(Row.of(schema, 2, 41, "Bonn")), WriteMode.OVERWRITE);
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).found()).isFalse();
    assertThat(sut.lookup(ONLINE, Map.of("id", 2)).get("city")).isEqualTo("Bonn");
  }

  @Test
  void a_triggered_publish_writes_only_what_changed() {
    PublishSpec spec = PublishSpec.triggered(ONLINE);
    assertThat(sut.publish(CUSTOMERS, spec).full()).isTrue();
    PublishResult nothing = sut.publish(CUSTOMERS, spec);
    assertThat(nothing.upserted() + nothing.deleted()).isZero();
    shop.customer(2, 41, null);
    shop.customer(3, 50, "Kyiv");
    PublishResult some = sut.publish(CUSTOMERS, spec);
    assertThat(some.full()).isFalse();
    assertThat(some.upserted()).isEqualTo(2);
    assertThat(some.deleted()).isZero();
    assertThat(sut.lookup(ONLINE, Map.of("id", 3)).get("city")).isEqualTo("Kyiv");
    Schema schema = sut.getTable(CUSTOMERS).schema();
    sut.writeTable(CUSTOMERS, List.of(Row.of(schema, 3, 50, "Kyiv")), WriteMode.OVERWRITE);
    PublishResult gone = sut.publish(CUSTOMERS, spec);
    assertThat(gone.upserted()).isZero();
    assertThat(gone.deleted()).isEqualTo(2);
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).found()).isFalse();
    assertThat(sut.getOnlineTable(ONLINE).rows()).isEqualTo(1);
  }

  @Test
  void new_features_make_a_triggered_publish_a_full_one() {
    PublishSpec spec = PublishSpec.triggered(ONLINE);
    sut.publish(CUSTOMERS, spec);
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("vip", ColumnType.BOOLEAN).build();
    sut.writeTable(CUSTOMERS, List.of(Row.of(schema, 1, true)), WriteMode.MERGE);
    assertThat(sut.publish(CUSTOMERS, spec).full()).isTrue();
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).get("vip")).isEqualTo(true);
  }

  @Test
  void of_a_time_series_the_newest_row_is_online_and_late_rows_never_replace_it() {
    String online = "shop.ml.sales_online";
    shop.sale(1, 2, 20.0);
    shop.sale(1, 1, 10.0);
    shop.sale(2, 5, null);
    sut.publish(SALES, PublishSpec.triggered(online));
    FeatureVector vector = sut.lookup(online, Map.of("id", 1));
    assertThat(vector.get("spent")).isEqualTo(20.0);
    assertThat(vector.eventTime()).isEqualTo(at(2));
    assertThat(vector.features()).containsOnlyKeys("spent");
    shop.sale(1, 0, 5.0);
    assertThat(sut.publish(SALES, PublishSpec.triggered(online)).upserted()).isZero();
    assertThat(sut.lookup(online, Map.of("id", 1)).get("spent")).isEqualTo(20.0);
    shop.sale(1, 3, 30.0);
    assertThat(sut.publish(SALES, PublishSpec.triggered(online)).upserted()).isEqualTo(1);
    assertThat(sut.lookup(online, Map.of("id", 1)).get("spent")).isEqualTo(30.0);
    assertThat(sut.lookup(online, Map.of("id", 2)).features())
        .containsEntry("spent", new FeatureVector.Value(null, State.NULL));
  }

  @Test
  void verifying_compares_with_the_version_that_was_published() {
    PublishResult published = sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    ConsistencyReport good = new ConsistencyReport(ONLINE, published.version(), 2, 0, 0, List.of());
    assertThat(sut.verify(ONLINE)).isEqualTo(good);
    shop.customer(1, 31, "Rome");
    assertThat(sut.verify(ONLINE)).isEqualTo(good);
    assertThat(good.consistent()).isTrue();
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.verify("shop.ml.none"));
    FeatureStore sam = shop.stranger().module(FeatureStore.class);
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.verify(ONLINE));
  }

  @Test
  void an_empty_table_can_be_published() {
    PublishResult result = sut.publish(SALES, PublishSpec.snapshot("shop.ml.sales_online"));
    assertThat(result.upserted()).isZero();
    assertThat(sut.lookup("shop.ml.sales_online", Map.of("id", 1)).found()).isFalse();
  }

  @Test
  void keys_that_are_not_the_tables_are_refused() {
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    ErrorCode bad = ErrorCode.INVALID_PARAMETER_VALUE;
    fails(bad, () -> sut.lookup(ONLINE, Map.of()));
    fails(bad, () -> sut.lookup(ONLINE, Map.of("age", 1)));
    fails(bad, () -> sut.lookup(ONLINE, Map.of("id", 1, "age", 1)));
    fails(bad, () -> sut.lookup(ONLINE, Map.of("id", "one")));
    fails(bad, () -> sut.lookup(ONLINE, Map.of("id", 1.5)));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.lookup("shop.ml.none", Map.of("id", 1)));
    assertThat(sut.lookup(ONLINE, List.of())).isEmpty();
  }

  @Test
  void what_cannot_be_published_is_refused() {
    fails(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        () -> sut.publish("shop.ml.none", PublishSpec.snapshot(ONLINE)));
    fails(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        () -> sut.publish(CUSTOMERS, new PublishSpec("elsewhere", ONLINE, PublishMode.SNAPSHOT)));
    fails(
        ErrorCode.INVALID_PARAMETER_VALUE,
        () -> sut.publish(CUSTOMERS, PublishSpec.snapshot("online")));
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    fails(ErrorCode.FAILED_PRECONDITION, () -> sut.publish(SALES, PublishSpec.snapshot(ONLINE)));
  }

  @Test
  void a_dropped_online_table_is_gone_and_can_be_published_again() {
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).found()).isTrue();
    sut.dropOnlineTable(ONLINE);
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.lookup(ONLINE, Map.of("id", 1)));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.dropOnlineTable(ONLINE));
    shop.customer(1, 99, "Oslo");
    sut.publish(CUSTOMERS, PublishSpec.triggered(ONLINE));
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).get("age")).isEqualTo(99);
  }

  @Test
  void no_publish_runs_while_a_table_is_dropped() {
    String online = RepublishModule.CONTESTED;
    sut.publish(CUSTOMERS, PublishSpec.snapshot(online));
    fails(ErrorCode.RESOURCE_CONFLICT, () -> sut.dropOnlineTable(online));
    assertThat(sut.lookup(online, Map.of("id", 1)).get("age")).isEqualTo(30);
    sut.publish(CUSTOMERS, PublishSpec.snapshot(online));
  }

  @Test
  void stores_are_made_used_and_deleted() {
    OnlineStore store = sut.createOnlineStore("fast", "CU_2", 1);
    assertThat(sut.getOnlineStore("fast")).isEqualTo(store);
    fails(ErrorCode.RESOURCE_ALREADY_EXISTS, () -> sut.createOnlineStore("fast", "CU_2", 1));
    fails(ErrorCode.INVALID_PARAMETER_VALUE, () -> sut.createOnlineStore("x", "CU_3", 1));
    fails(ErrorCode.INVALID_PARAMETER_VALUE, () -> sut.createOnlineStore("x", "CU_1", 4));
    fails(ErrorCode.INVALID_PARAMETER_VALUE, () -> sut.createOnlineStore("a b", "CU_1", 0));
    sut.publish(CUSTOMERS, new PublishSpec("fast", ONLINE, PublishMode.SNAPSHOT));
    fails(ErrorCode.FAILED_PRECONDITION, () -> sut.deleteOnlineStore("fast"));
    assertThat(sut.updateOnlineStore("fast", "CU_4", 0).capacity()).isEqualTo("CU_4");
    sut.dropOnlineTable(ONLINE);
    sut.deleteOnlineStore("fast");
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.getOnlineStore("fast"));
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    assertThat(sut.listOnlineStores()).extracting(OnlineStore::name).containsExactly("default");
  }

  @Test
  void a_reader_needs_select_on_the_feature_table() {
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    FeatureStore sam = shop.stranger().module(FeatureStore.class);
    ErrorCode denied = ErrorCode.PERMISSION_DENIED;
    fails(denied, () -> sam.lookup(ONLINE, Map.of("id", 1)));
    fails(denied, () -> sam.getOnlineTable(ONLINE));
    fails(denied, () -> sam.onlineTables(CUSTOMERS));
    fails(denied, () -> sam.publish(CUSTOMERS, PublishSpec.snapshot("shop.ml.own")));
    shop.grant(CUSTOMERS, Privilege.SELECT);
    assertThat(sam.lookup(ONLINE, Map.of("id", 1)).get("age")).isEqualTo(30);
    fails(denied, () -> sam.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE)));
    fails(denied, () -> sam.publish(CUSTOMERS, PublishSpec.snapshot("shop.ml.own")));
    fails(denied, () -> sam.dropOnlineTable(ONLINE));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sam.lookup("shop.ml.none", Map.of("id", 1)));
  }

  @Test
  void a_reader_asks_for_the_grant_at_each_lookup_and_sees_the_newest_publish() {
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    FeatureStore sam = shop.stranger().module(FeatureStore.class);
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.reader(ONLINE));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.reader("shop.ml.none"));
    shop.grant(CUSTOMERS, Privilege.SELECT);
    OnlineReader reader = sam.reader(ONLINE);
    assertThat(reader.lookup(Map.of("id", 1)).get("age")).isEqualTo(30);
    shop.customer(1, 31, "Rome");
    sut.publish(CUSTOMERS, PublishSpec.triggered(ONLINE));
    assertThat(reader.lookup(Map.of("id", 1)).get("age")).isEqualTo(31);
    shop.catalog
        .grants()
        .revoke(SecurableRef.table(CUSTOMERS), "sam@example.com", Privilege.SELECT);
    fails(ErrorCode.PERMISSION_DENIED, () -> reader.lookup(Map.of("id", 1)));
    OnlineReader own = sut.reader(ONLINE);
    sut.dropTable(CUSTOMERS);
    assertThat(own.lookup(Map.of("id", 1)).get("age")).isEqualTo(31);
    sut.dropOnlineTable(ONLINE);
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> own.lookup(Map.of("id", 1)));
  }

  @Test
  void the_copy_of_a_table_that_is_gone_can_be_read_by_its_publisher_only() {
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    Mudbrick sam = shop.stranger();
    shop.grant(CUSTOMERS, Privilege.SELECT);
    sut.dropTable(CUSTOMERS);
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).get("age")).isEqualTo(30);
    fails(
        ErrorCode.PERMISSION_DENIED,
        () -> sam.module(FeatureStore.class).lookup(ONLINE, Map.of("id", 1)));
    sut.dropOnlineTable(ONLINE);
  }

  @Test
  void workspaces_of_one_metastore_share_the_online_table(Mudbrick platform) {
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    Mudbrick other = platform.newWorkspaceOnSameMetastore("other");
    assertThat(other.module(FeatureStore.class).lookup(ONLINE, Map.of("id", 1)).get("age"))
        .isEqualTo(30);
  }

  private static void fails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
