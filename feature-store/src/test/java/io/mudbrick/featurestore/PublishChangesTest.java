package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.SALES;
import static io.mudbrick.featurestore.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.VacuumOptions;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.MudbrickTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a publish takes from the commits since the one before. */
@MudbrickTest
class PublishChangesTest {
  private static final String ONLINE = "shop.ml.sales_online";
  private static final PublishSpec TRIGGERED = PublishSpec.triggered(ONLINE);

  private Shop shop;
  private FeatureStore sut;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    sut = shop.store;
  }

  private Object spent(long id) {
    return sut.lookup(ONLINE, Map.of("id", id)).get("spent");
  }

  private void delete(String condition) {
    shop.catalog.tables().open(SALES).write().delete(Filter.sql(condition));
  }

  @Test
  void when_the_newest_row_is_deleted_the_one_before_it_is_shown() {
    shop.sale(1, 1, 10.0);
    shop.sale(1, 2, 20.0);
    shop.sale(2, 1, 5.0);
    sut.publish(SALES, TRIGGERED);
    delete("spent = 20");
    PublishResult result = sut.publish(SALES, TRIGGERED);
    assertThat(result.full()).isFalse();
    assertThat(result.upserted()).isEqualTo(1);
    assertThat(spent(1)).isEqualTo(10.0);
    delete("id = 1");
    assertThat(sut.publish(SALES, TRIGGERED).deleted()).isEqualTo(1);
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).found()).isFalse();
    assertThat(sut.getOnlineTable(ONLINE).rows()).isEqualTo(1);
    assertThat(sut.verify(ONLINE).consistent()).isTrue();
  }

  @Test
  void deleting_an_older_row_changes_nothing_online() {
    shop.sale(1, 1, 10.0);
    shop.sale(1, 2, 20.0);
    sut.publish(SALES, TRIGGERED);
    delete("spent = 10");
    PublishResult result = sut.publish(SALES, TRIGGERED);
    assertThat(result.upserted() + result.deleted()).isZero();
    assertThat(sut.getOnlineTable(ONLINE).publishedVersion()).isEqualTo(result.version());
  }

  @Test
  void what_came_and_went_between_two_publishes_is_not_shown() {
    shop.sale(1, 1, 10.0);
    sut.publish(SALES, TRIGGERED);
    shop.sale(1, 2, 20.0);
    delete("spent = 20");
    shop.sale(3, 2, 30.0);
    delete("id = 3");
    PublishResult result = sut.publish(SALES, TRIGGERED);
    assertThat(result.upserted() + result.deleted()).isZero();
    assertThat(spent(1)).isEqualTo(10.0);
  }

  @Test
  void a_commit_that_only_moves_rows_costs_no_row() {
    shop.sale(1, 1, 10.0);
    shop.sale(2, 1, 10.0);
    sut.publish(SALES, TRIGGERED);
    shop.catalog.tables().open(SALES).maintenance().optimize();
    PublishResult result = sut.publish(SALES, TRIGGERED);
    assertThat(result.full()).isFalse();
    assertThat(result.upserted()).isZero();
    assertThat(result.version()).isEqualTo(sut.getOnlineTable(ONLINE).publishedVersion());
  }

  @Test
  void after_a_vacuum_of_what_is_needed_everything_is_written_anew() {
    shop.sale(1, 1, 10.0);
    sut.publish(SALES, TRIGGERED);
    shop.sale(1, 2, 20.0);
    shop.catalog.tables().open(SALES).maintenance().optimize();
    shop.catalog
        .tables()
        .open(SALES)
        .maintenance()
        .vacuum(VacuumOptions.DEFAULT.retaining(Duration.ZERO).withoutRetentionCheck());
    PublishResult result = sut.publish(SALES, TRIGGERED);
    assertThat(result.full()).isTrue();
    assertThat(spent(1)).isEqualTo(20.0);
  }

  @Test
  void a_table_that_was_made_anew_replaces_the_copy_as_a_whole() {
    shop.customer(1, 30, "Oslo");
    PublishSpec spec = PublishSpec.triggered("shop.ml.customers_online");
    sut.publish(CUSTOMERS, spec);
    FeatureTable old = sut.getTable(CUSTOMERS);
    sut.dropTable(CUSTOMERS);
    sut.createTable(FeatureTableSpec.builder(CUSTOMERS, old.schema()).primaryKeys("id").build());
    shop.customer(2, 40, "Rome");
    PublishResult result = sut.publish(CUSTOMERS, spec);
    assertThat(result.full()).isTrue();
    assertThat(sut.lookup(spec.onlineTable(), Map.of("id", 1)).found()).isFalse();
    assertThat(sut.lookup(spec.onlineTable(), Map.of("id", 2)).get("age")).isEqualTo(40);
  }

  @Test
  void a_limit_that_cannot_be_kept_is_refused() {
    shop.sale(1, 1, 10.0);
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        CUSTOMERS,
        PublishSpec.snapshot("shop.ml.c").expiringAfter(Duration.ofHours(1)));
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE, SALES, TRIGGERED.expiringAfter(Duration.ofHours(-1)));
    sut.publish(SALES, TRIGGERED);
    refused(ErrorCode.FAILED_PRECONDITION, SALES, TRIGGERED.expiringAfter(Duration.ofHours(1)));
  }

  private void refused(ErrorCode code, String table, PublishSpec spec) {
    assertThatThrownBy(() -> sut.publish(table, spec))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void progress_ends_with_the_number_of_rows() {
    shop.sale(1, 1, 10.0);
    shop.sale(2, 1, 10.0);
    List<Long> told = new ArrayList<>();
    sut.publish(SALES, TRIGGERED, (done, total) -> Collections.addAll(told, done, total));
    assertThat(told).startsWith(0L, 2L).endsWith(2L, 2L);
  }

  /** Random writes and deletions; after each publish the copy is what a snapshot would make. */
  @Test
  void changes_lead_to_what_a_snapshot_would_show() {
    Random random = new Random(7);
    Schema schema = sut.getTable(SALES).schema();
    sut.publish(SALES, TRIGGERED);
    for (int round = 0; round < 12; round++) {
      for (int commit = random.nextInt(4); commit >= 0; commit--) {
        if (random.nextInt(4) == 0) {
          delete("id = " + random.nextInt(6) + " AND spent < " + random.nextInt(100));
        } else {
          Map<List<Object>, Row> rows = new LinkedHashMap<>();
          for (int i = random.nextInt(6); i >= 0; i--) {
            long id = random.nextInt(6);
            int hour = random.nextInt(8);
            rows.put(List.of(id, hour), Row.of(schema, id, at(hour), (double) random.nextInt(100)));
          }
          sut.writeTable(SALES, rows.values(), WriteMode.MERGE);
        }
      }
      assertThat(sut.publish(SALES, TRIGGERED).full()).isFalse();
      ConsistencyReport report = sut.verify(ONLINE);
      assertThat(report.consistent()).as("round %s: %s", round, report).isTrue();
      assertThat(sut.getOnlineTable(ONLINE).rows()).isEqualTo(report.rows());
    }
  }
}
