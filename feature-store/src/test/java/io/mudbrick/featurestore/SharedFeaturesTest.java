package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two workspaces on one metastore, and a third on one of its own. */
@MudbrickTest
class SharedFeaturesTest {
  private Shop shop;
  private Mudbrick elsewhere;
  private FeatureStore ana;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    shop.customer(1, 30, "Oslo");
    elsewhere = platform.newWorkspaceOnSameMetastore("fraud-" + platform.workspace().id());
    elsewhere.module(Identity.class).createUser("ana@example.com");
    ana = elsewhere.as("ana@example.com").module(FeatureStore.class);
  }

  private void grant(SecurableRef on, Privilege... privileges) {
    elsewhere.module(Catalog.class).grants().grant(on, "ana@example.com", privileges);
  }

  @Test
  void without_grants_a_table_of_the_other_workspace_is_not_even_known() {
    assertThat(ana.listTables()).isEmpty();
    denied(() -> ana.getTable(CUSTOMERS));
    denied(() -> ana.readTable(CUSTOMERS));
  }

  @Test
  void a_table_made_in_one_workspace_trains_and_serves_in_the_other() {
    grant(SecurableRef.catalog("shop"), Privilege.USE_CATALOG);
    grant(SecurableRef.schema("shop.ml"), Privilege.USE_SCHEMA);
    denied(() -> ana.readTable(CUSTOMERS));
    grant(SecurableRef.table(CUSTOMERS), Privilege.SELECT);
    assertThat(ana.listTables()).extracting(FeatureTable::name).containsExactly(CUSTOMERS);
    TrainingSetSpec spec =
        TrainingSetSpec.builder(Shop.labels(1, 0, 2, 0))
            .lookup(FeatureLookup.of(CUSTOMERS, "customer"))
            .build();
    assertThat(ana.createTrainingSet(spec).data().row(0).toString()).contains("Oslo");
    shop.store.publish(CUSTOMERS, PublishSpec.snapshot("shop.ml.customers_online"));
    assertThat(ana.lookup("shop.ml.customers_online", Map.of("id", 1L)).toString())
        .contains("Oslo");
    denied(() -> ana.writeTable(CUSTOMERS, ana.readTable(CUSTOMERS), WriteMode.OVERWRITE));
    denied(() -> ana.dropTable(CUSTOMERS));
    denied(() -> ana.publish(CUSTOMERS, PublishSpec.snapshot("shop.ml.hers")));
    denied(() -> ana.tagTable(CUSTOMERS, Map.of("a", "b")));
  }

  @Test
  void what_is_written_with_modify_is_seen_on_both_sides() {
    grant(SecurableRef.catalog("shop"), Privilege.USE_CATALOG, Privilege.USE_SCHEMA);
    grant(SecurableRef.table(CUSTOMERS), Privilege.SELECT, Privilege.MODIFY);
    ana.writeTable(CUSTOMERS, ana.readTable(CUSTOMERS), WriteMode.MERGE);
    assertThat(shop.store.readTable(CUSTOMERS).size()).isEqualTo(1);
  }

  @Test
  void another_metastore_has_neither_the_table_nor_the_name(Mudbrick platform) {
    Mudbrick apart = platform.newWorkspace("apart-" + platform.workspace().id());
    assertThat(apart.module(FeatureStore.class).listTables()).isEmpty();
    assertThatThrownBy(() -> apart.module(FeatureStore.class).getTable(CUSTOMERS))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST));
  }

  private static void denied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
  }
}
