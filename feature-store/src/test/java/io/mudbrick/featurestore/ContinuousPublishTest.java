package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.Snapshot;
import io.mudbrick.test.MudbrickTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
class ContinuousPublishTest {
  private static final String ONLINE = "shop.ml.customers_online";
  private static final PublishSpec CONTINUOUS = PublishSpec.continuous(ONLINE);

  private Shop shop;
  private FeatureStore sut;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    sut = shop.store;
    shop.customer(1, 30, "Oslo");
  }

  private static Object age(FeatureStore store) {
    return store.lookup(ONLINE, Map.of("id", 1)).get("age");
  }

  /** Waits for what must come; fails when it does not. */
  private static void becomes(Object expected, Supplier<Object> actual) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!Objects.equals(actual.get(), expected) && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(actual.get()).isEqualTo(expected);
  }

  @Test
  void writes_are_followed_until_the_table_is_published_otherwise() {
    assertThat(sut.publish(CUSTOMERS, CONTINUOUS).full()).isTrue();
    shop.customer(1, 31, "Oslo");
    becomes(31, () -> age(sut));
    assertThat(sut.getOnlineTable(ONLINE).mode()).isEqualTo(PublishMode.CONTINUOUS);
    sut.publish(CUSTOMERS, PublishSpec.triggered(ONLINE));
    shop.customer(1, 32, "Oslo");
    assertThat(sut.getOnlineTable(ONLINE).mode()).isEqualTo(PublishMode.TRIGGERED);
    assertThat(age(sut)).isEqualTo(31);
  }

  @Test
  void commits_past_the_feature_store_are_followed_too(Mudbrick platform) {
    sut.publish(CUSTOMERS, CONTINUOUS);
    Schema schema = sut.getTable(CUSTOMERS).schema();
    platform
        .module(Catalog.class)
        .tables()
        .open(CUSTOMERS)
        .upsert(List.of(Row.of(schema, 1, 33, "Rome")), "id");
    becomes(33, () -> age(sut));
  }

  @Test
  void a_new_feature_is_followed_by_a_table_of_all_features() {
    sut.publish(CUSTOMERS, CONTINUOUS);
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("vip", ColumnType.BOOLEAN).build();
    sut.writeTable(CUSTOMERS, List.of(Row.of(schema, 1, true)), WriteMode.MERGE);
    becomes(true, () -> sut.lookup(ONLINE, Map.of("id", 1)).get("vip"));
    assertThat(age(sut)).isEqualTo(30);
  }

  @Test
  void a_renamed_source_is_followed(Mudbrick platform) {
    sut.publish(CUSTOMERS, CONTINUOUS);
    platform.module(Catalog.class).tables().update(CUSTOMERS, SecurableUpdate.rename("clients"));
    Schema schema = sut.getTable("shop.ml.clients").schema();
    sut.writeTable("shop.ml.clients", List.of(Row.of(schema, 1, 34, "Rome")), WriteMode.MERGE);
    becomes(34, () -> age(sut));
  }

  @Test
  void following_ends_with_a_reason_when_the_source_is_gone() {
    sut.publish(CUSTOMERS, CONTINUOUS);
    sut.dropTable(CUSTOMERS);
    becomes(true, () -> sut.getOnlineTable(ONLINE).failure() != null);
    assertThat(age(sut)).isEqualTo(30);
    sut.dropOnlineTable(ONLINE);
  }

  @Test
  void following_ends_when_the_publisher_may_no_longer_read() {
    Mudbrick sam = shop.stranger();
    shop.grant(CUSTOMERS, Privilege.SELECT);
    SecurableRef schema = SecurableRef.schema(Shop.SCHEMA);
    shop.catalog.grants().grant(schema, "sam@example.com", Privilege.CREATE_TABLE);
    sam.module(FeatureStore.class).publish(CUSTOMERS, CONTINUOUS);
    shop.catalog
        .grants()
        .revoke(SecurableRef.table(CUSTOMERS), "sam@example.com", Privilege.SELECT);
    shop.customer(1, 35, "Oslo");
    becomes(true, () -> sut.getOnlineTable(ONLINE).failure() != null);
    assertThat(age(sut)).isEqualTo(30);
    sut.publish(CUSTOMERS, CONTINUOUS);
    assertThat(sut.getOnlineTable(ONLINE).failure()).isNull();
    assertThat(age(sut)).isEqualTo(35);
  }

  @Test
  void erased_keys_are_gone_and_the_rest_is_followed_still() {
    shop.customer(2, 40, "Rome");
    sut.publish(CUSTOMERS, CONTINUOUS);
    Schema key = Schema.builder().column("id", ColumnType.LONG).build();
    sut.eraseKeys(CUSTOMERS, ColumnBatch.ofRows(key, List.of(Row.of(key, 2))));
    assertThat(sut.lookup(ONLINE, Map.of("id", 2)).found()).isFalse();
    shop.customer(1, 36, "Oslo");
    becomes(36, () -> age(sut));
  }

  @Test
  @DisabledIfSystemProperty(
      named = "mudbrick.test.store",
      matches = "postgresql",
      disabledReason = "a shared store takes no snapshots")
  void a_snapshot_of_the_workspace_keeps_the_place_and_a_reset_goes_back_to_it(Mudbrick platform) {
    sut.publish(CUSTOMERS, CONTINUOUS);
    Snapshot snapshot = platform.snapshot();
    shop.customer(1, 37, "Oslo");
    becomes(37, () -> age(sut));
    platform.reset(snapshot);
    assertThat(age(sut)).isEqualTo(30);
    shop.customer(1, 38, "Oslo");
    becomes(38, () -> age(sut));
  }

  @Test
  void a_restart_goes_on_where_it_was(@TempDir Path data) {
    try (Mudbrick first = Mudbrick.builder().data(data).start()) {
      Shop before = new Shop(first);
      before.customer(1, 30, "Oslo");
      before.store.publish(CUSTOMERS, CONTINUOUS);
    }
    try (Mudbrick second = Mudbrick.builder().data(data).start()) {
      FeatureStore store = second.module(FeatureStore.class);
      Schema schema = store.getTable(CUSTOMERS).schema();
      store.writeTable(CUSTOMERS, List.of(Row.of(schema, 1, 39, "Oslo")), WriteMode.MERGE);
      becomes(39, () -> age(store));
    }
  }
}
