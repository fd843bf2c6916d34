package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.registry.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server served, the next one on the same directory serves. */
class RestartTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void endpoints_answer_after_a_restart_and_take_up_what_was_begun(@TempDir Path data) {
    double before;
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Telco telco = Telco.in(platform);
      telco.register(0.1, telco.withFeatures());
      telco.register(0.7, null);
      platform.module(Registry.class).setAlias(Telco.MODEL, "champion", 1);
      Serving serving = platform.module(Serving.class);
      serving.create(EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "@champion")));
      serving.await("churn", LONG);
      before = probability(serving);
      // Still under way when the engine closes, or just done: either way it is not lost.
      serving.create(EndpointSpec.of("late", EndpointConfig.of(Telco.MODEL, "2")));
    }
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Serving serving = platform.module(Serving.class);
      assertThat(serving.list()).extracting(Endpoint::name).containsExactly("churn", "late");
      assertThat(probability(serving)).isEqualTo(before);
      assertThat(serving.await("late", LONG).state().ready()).isTrue();
      assertThat(serving.predict("late", Telco.ROWS).model()).endsWith("/2");
      platform.module(Registry.class).setAlias(Telco.MODEL, "champion", 2);
      serving.await("churn", LONG);
      assertThat(serving.predict("churn", Telco.ROWS).model()).endsWith("/2");
    }
  }

  private static double probability(Serving serving) {
    return serving
        .endpoint("churn")
        .predict(Map.of("customer_id", 7L))
        .predictions()
        .probability(0, 1);
  }
}
