package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.SALES;
import static io.mudbrick.featurestore.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.MutableClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MudbrickTest(clock = "2026-03-01T12:00:00Z")
class OnlineExpiryTest {
  private static final String ONLINE = "shop.ml.sales_online";

  @Test
  void rows_older_than_the_limit_are_expired_by_the_platforms_clock(
      Mudbrick platform, MutableClock clock) {
    Shop shop = new Shop(platform);
    FeatureStore sut = shop.store;
    shop.sale(1, 1, 10.0);
    sut.publish(SALES, PublishSpec.triggered(ONLINE).expiringAfter(Duration.ofHours(2)));
    clock.set(at(3));
    FeatureVector vector = sut.lookup(ONLINE, Map.of("id", 1));
    assertThat(vector.get("spent")).isEqualTo(10.0);
    assertThat(vector.publishedAt()).isEqualTo(sut.getOnlineTable(ONLINE).publishedAt());
    clock.set(at(3).plusMillis(1));
    vector = sut.lookup(ONLINE, Map.of("id", 1));
    assertThat(vector.features())
        .containsEntry("spent", new FeatureVector.Value(null, State.EXPIRED));
    assertThat(vector.found()).isTrue();
    assertThat(vector.eventTime()).isEqualTo(at(1));
    assertThat(sut.lookup(ONLINE, Map.of("id", 2)).features())
        .containsEntry("spent", new FeatureVector.Value(null, State.NOT_FOUND));
    sut.publish(SALES, PublishSpec.triggered(ONLINE));
    assertThat(sut.getOnlineTable(ONLINE).ttl()).isEqualTo(Duration.ofHours(2));
  }
}
