package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.internal.jdbc.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one store: what one has acknowledged, the other's next answer shows. */
class SharedStoreTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  @TempDir Path data;
  private Mudbrick one;
  private Mudbrick two;

  @BeforeEach
  void start() {
    String url = TestPostgres.newDatabase();
    one = Mudbrick.builder().data(data).postgres(url).start();
    two = Mudbrick.builder().data(data).postgres(url).start();
  }

  @AfterEach
  void stop() {
    two.close();
    one.close();
  }

  @Test
  void an_endpoint_follows_its_alias_its_update_and_its_end_at_both() {
    Telco telco = Telco.in(one);
    telco.register(0.1, null);
    telco.register(0.7, null);
    one.module(Registry.class).setAlias(Telco.MODEL, "champion", 1);
    Serving atOne = one.module(Serving.class);
    Serving atTwo = two.module(Serving.class);
    atOne.create(EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "@champion")));
    atOne.await("churn", LONG);
    assertThat(atTwo.predict("churn", Telco.ROWS).model()).endsWith("/1");

    two.module(Registry.class).setAlias(Telco.MODEL, "champion", 2);
    atOne.await("churn", LONG);
    assertThat(atOne.predict("churn", Telco.ROWS).model()).endsWith("/2");
    assertThat(atTwo.predict("churn", Telco.ROWS).model()).endsWith("/2");

    for (int i = 0; i < 4; i++) {
      Serving changing = i % 2 == 0 ? atOne : atTwo;
      Serving asked = i % 2 == 0 ? atTwo : atOne;
      String version = "" + (i % 2 + 1);
      changing.updateConfig("churn", EndpointConfig.of(Telco.MODEL, version));
      changing.await("churn", LONG);
      assertThat(asked.predict("churn", Telco.ROWS).model()).endsWith("/" + version);
    }

    atTwo.delete("churn");
    assertThatThrownBy(() -> atOne.predict("churn", Telco.ROWS))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("churn");
  }

  @Test
  void an_online_table_shows_the_publish_of_either() {
    Telco.in(one).withFeatures();
    String online = Telco.FEATURES + "_online";
    FeatureStore atTwo = two.module(FeatureStore.class);
    List<Map<String, Long>> keys = List.of(Map.of("customer_id", 7L));
    long before = atTwo.lookup(online, keys).get(0).publishedVersion();

    one.module(FeatureStore.class)
        .writeTable(
            Telco.FEATURES,
            one.module(Catalog.class).tables().open(Telco.FEATURES).read().toColumns(),
            WriteMode.OVERWRITE);
    one.module(FeatureStore.class).publish(Telco.FEATURES, PublishSpec.snapshot(online));

    assertThat(atTwo.lookup(online, keys).get(0).publishedVersion()).isGreaterThan(before);
    atTwo.dropOnlineTable(online);
    assertThatThrownBy(() -> one.module(FeatureStore.class).lookup(online, keys))
        .isInstanceOf(PlatformException.class);
  }

  @Test
  void a_gateway_that_one_sets_binds_at_the_other_at_once() {
    Telco.in(one).register(0.1, null);
    Serving atOne = one.module(Serving.class);
    Serving atTwo = two.module(Serving.class);
    atOne.create(EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "1")));
    atOne.await("churn", LONG);
    for (int i = 0; i < 4; i++) {
      Serving changing = i % 2 == 0 ? atOne : atTwo;
      Serving asked = i % 2 == 0 ? atTwo : atOne;
      asked.predict("churn", Telco.ROWS);
      changing.updateGateway("churn", Gateway.NONE.limitedBy(RateLimit.ofEndpoint(0)));
      assertThatThrownBy(() -> asked.predict("churn", Telco.ROWS))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_LIMIT_EXCEEDED));
      assertThat(asked.get("churn").gateway().rateLimits()).hasSize(1);
      changing.updateGateway(
          "churn", Gateway.NONE.loggingTo(InferenceTable.in("telco", "churn").prefixed("log" + i)));
      asked.predict("churn", Telco.ROWS);
      two.flush();
      one.flush();
      assertThat(
              one.module(Catalog.class)
                  .tables()
                  .open("telco.churn.log" + i + "_payload")
                  .read()
                  .count())
          .isEqualTo(1);
    }
  }
}
