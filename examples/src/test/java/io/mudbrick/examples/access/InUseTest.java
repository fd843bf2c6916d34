package io.mudbrick.examples.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.Invocation;
import io.mudbrick.serving.Serving;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Deleting what something else stands on, by every way that leads there. */
@MudbrickTest
class InUseTest {
  private static final Map<String, Object> QUESTION =
      Map.of("dataframe_records", List.of(Map.of("customer_id", 1)));

  @Test
  void a_served_model_is_not_deleted_from_below_its_endpoint(Mudbrick admin) {
    World world = World.in(admin);
    world.serve("churn", "1");
    Catalog catalog = admin.module(Catalog.class);
    Registry registry = admin.module(Registry.class);
    List<ThrowingCallable> ways =
        List.of(
            () -> registry.deleteVersion(World.MODEL, 1, false),
            () -> registry.deleteModel(World.MODEL, false),
            () -> catalog.securables().delete(SecurableRef.model(World.MODEL), false),
            () -> catalog.schemas().delete("telco.churn", false),
            () -> catalog.catalogs().delete("telco", false));
    for (ThrowingCallable way : ways) {
      assertThatThrownBy(way).isInstanceOf(PlatformException.class);
    }
    assertThat(admin.module(Serving.class).invoke("churn", Invocation.of(QUESTION)).predictions())
        .isNotNull();
    admin.module(Serving.class).delete("churn");
    registry.deleteModel(World.MODEL, true);
    assertThat(catalog.discovery().search("model", 10))
        .noneMatch(found -> found.securable().fullName().equals(World.MODEL));
  }

  @Test
  void what_was_published_outlives_its_feature_table(Mudbrick admin) {
    World.in(admin);
    FeatureStore store = admin.module(FeatureStore.class);
    admin.module(Catalog.class).tables().delete(World.FEATURES);
    assertThat(store.lookup(World.ONLINE, Map.of("customer_id", 2L)).get("charges"))
        .isEqualTo(20.0);
    assertThatThrownBy(() -> store.deleteOnlineStore("default"))
        .hasMessageContaining("still has online tables");
    store.dropOnlineTable(World.ONLINE);
  }
}
