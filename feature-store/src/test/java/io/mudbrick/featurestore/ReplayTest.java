package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver.Source;
import io.mudbrick.test.MudbrickTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Served requests are logged, and compared with what the tables say. */
@MudbrickTest
class ReplayTest {
  private static final String LOG = "shop.ml.served";
  private Shop shop;
  private FeatureStore store;
  private FeatureSpec spec;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    store = shop.store;
    for (long customer = 0; customer < 4; customer++) {
      shop.customer(customer, 30, "Oslo");
      shop.sale(customer, 1, 10.0 * customer);
    }
    publish();
    spec =
        store
            .createFeatureSpec(
                NewFeatureSpec.builder("shop.ml.buyer")
                    .lookup(FeatureLookup.of(CUSTOMERS, "customer"))
                    .lookup(Shop.salesLookup())
                    .exclude("customer", "when")
                    .build())
            .spec();
  }

  private void publish() {
    store.publish(CUSTOMERS, PublishSpec.snapshot("shop.ml.customers_online"));
    store.publish(SALES, PublishSpec.snapshot("shop.ml.sales_online"));
  }

  private void serve(FeatureLog log, long... customers) {
    FeaturePlan plan = store.plan(spec, Source.ONLINE);
    for (long customer : customers) {
      log.add(plan.run(Frame.row(Map.of("customer", customer, "when", "2026-03-05T00:00:00Z"))));
    }
  }

  @Test
  void what_was_served_from_the_version_that_was_published_replays_without_a_difference() {
    try (FeatureLog log = store.openLog(LOG, spec, 1)) {
      serve(log, 0, 1, 2, 9);
      shop.sale(1, 2, 99.0);
      publish();
      serve(log, 1);
    }
    ReplayReport report = store.replay(LOG, ReplayMode.PUBLISHED);
    assertThat(report.rows()).isEqualTo(5);
    assertThat(report.differing()).isZero();
    assertThat(report.features().keySet()).containsExactly("age", "city", "spent");
    assertThat(report.features().get("spent").compared()).isEqualTo(5);
    assertThat(report.features().get("spent").smape()).isZero();
    report.requireAtMost(0);
  }

  @Test
  void what_came_late_is_skew_with_the_feature_and_the_request_named() {
    try (FeatureLog log = store.openLog(LOG, spec, 1)) {
      serve(log, 1, 2, 9);
    }
    shop.sale(1, 2, 30.0);
    shop.customer(9, 50, null);
    ReplayReport report = store.replay(LOG, ReplayMode.NEWEST);
    assertThat(report.differing()).isEqualTo(2);
    assertThat(report.rate()).isEqualTo(2 / 3.0);
    assertThat(report.features().get("spent").changed()).isEqualTo(1);
    assertThat(report.features().get("spent").smape()).isEqualTo(0.5);
    assertThat(report.features().get("age").missing()).isEqualTo(1);
    assertThat(report.examples())
        .anySatisfy(
            example -> {
              assertThat(example.feature()).isEqualTo("spent");
              assertThat(example.sent()).containsEntry("customer", 1L);
              assertThat(example.served()).isEqualTo(10.0);
              assertThat(example.expected()).isEqualTo(30.0);
            });
    report.requireAtMost(0.7);
    assertThatThrownBy(() -> report.requireAtMost(0.5))
        .hasMessageContaining("66.667%")
        .hasMessageContaining("spent (1)")
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.details()).containsEntry("reason", "FEATURE_SKEW"));
  }

  @Test
  void what_the_caller_overrode_is_not_compared() {
    try (FeatureLog log = store.openLog(LOG, spec, 1)) {
      log.add(store.plan(spec, Source.ONLINE).run(Frame.row(Map.of("customer", 1, "spent", 5.0))));
    }
    ReplayReport report = store.replay(LOG, ReplayMode.NEWEST);
    assertThat(report.rows()).isEqualTo(1);
    assertThat(report.differing()).isZero();
    assertThat(report.features().get("spent").compared()).isZero();
    assertThat(report.features().get("age").compared()).isEqualTo(1);
  }

  @Test
  void a_sample_keeps_all_requests_of_a_key_or_none() {
    List<Long> customers = new ArrayList<>();
    try (FeatureLog log = store.openLog(LOG, spec, 0.5)) {
      for (int round = 0; round < 3; round++) {
        for (long customer = 0; customer < 40; customer++) {
          customers.add(customer);
        }
      }
      serve(log, customers.stream().mapToLong(Long::longValue).toArray());
    }
    ColumnBatch kept = shop.catalog.tables().open(LOG).read().toColumns();
    Map<Object, List<Row>> byKey =
        kept.toRows().stream().collect(Collectors.groupingBy(row -> row.get("in_customer")));
    assertThat(byKey).hasSizeBetween(8, 32);
    assertThat(byKey.values()).allMatch(rows -> rows.size() == 3);
  }

  @Test
  void a_log_belongs_to_one_spec_and_to_those_who_may_write_and_read_it() {
    store.openLog(LOG, spec, 1).close();
    store.openLog(LOG, spec, 1).close();
    assertThatThrownBy(() -> store.openLog(LOG, spec.strict(), 1))
        .hasMessageContaining("the log of another feature spec");
    assertThatThrownBy(() -> store.openLog(CUSTOMERS, spec, 1))
        .hasMessageContaining("no log of served features");
    assertThatThrownBy(() -> store.openLog(LOG, spec, 1.5)).hasMessageContaining("between 0 and 1");
    FeatureStore sam = shop.stranger().module(FeatureStore.class);
    assertThatThrownBy(() -> sam.replay(LOG, ReplayMode.NEWEST))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e ->
                assertThat(e.code())
                    .isIn(ErrorCode.PERMISSION_DENIED, ErrorCode.RESOURCE_DOES_NOT_EXIST));
    shop.catalog.grants().grant(SecurableRef.table(LOG), "sam@example.com", Privilege.SELECT);
    assertThat(sam.replay(LOG, ReplayMode.NEWEST).rows()).isZero();
    try (FeatureLog log = store.openLog(LOG, spec, 1)) {
      serve(log, 1);
    }
    assertThatThrownBy(() -> sam.replay(LOG, ReplayMode.NEWEST))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
  }
}
