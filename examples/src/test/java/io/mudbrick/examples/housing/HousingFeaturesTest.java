package io.mudbrick.examples.housing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.examples.Story;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MudbrickTest
class HousingFeaturesTest {
  @Test
  void the_market_of_texas_runs_through(Mudbrick platform) {
    StringWriter said = new StringWriter();
    TrainingSet set =
        new HousingFeatures(platform, new Story(new PrintWriter(said, true), false)).run();
    ColumnBatch data = set.data();
    assertThat(data.size()).isEqualTo(65);
    // Austin's twelve months up to the end of May 2002, the last that was known on 30 June.
    assertThat(data.column("sales_sum_sliding_365d_7d").nullCount()).isZero();
    assertThat(data.column("median_avg_sliding_91d_7d").doubles()[0]).isBetween(1e5, 3e5);
    assertThat(said.toString())
        .contains(
            "Waco sales_sum_sliding_365d_7d: ", "sales: PSI ", "and from [texas.housing.market");
    FeatureStore store = platform.module(FeatureStore.class);
    assertThat(store.readTable("texas.housing.months").column("city").strings())
        .contains("Austin")
        .doesNotContain("Waco");
    assertThat(store.lookup("texas.housing.market_online", Map.of("city", "Waco")).found())
        .isFalse();
  }
}
