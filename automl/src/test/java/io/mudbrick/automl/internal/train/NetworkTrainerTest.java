package io.mudbrick.automl.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTrainerTest {
  private static Fitted fit(TrainingData data, Map<String, Double> more, Allowance allowance) {
    Map<String, Double> params = new HashMap<>();
    params.put("hidden_units", 32.0);
    params.put("layers", 2.0);
    params.put("learning_rate", 0.01);
    params.put("weight_decay", 0.01);
    params.put("dropout", 0.1);
    params.putAll(more);
    Candidate candidate = new Candidate(1, ModelFamily.NEURAL_NETWORK, params);
    return Trainer.of(candidate, data).fit(candidate, data, allowance);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3})
  void a_network_learns_what_no_line_can(int classes) {
    TrainingData data = Made.data(classes, 900, 3);
    Candidate line = new Candidate(1, ModelFamily.LINEAR, Map.of("l1_ratio", 0.5));

    Fitted fitted = fit(data, Map.of(), Allowance.unlimited(1));

    double[] ours = Made.answers(fitted.estimator(), data.validation().rows());
    for (int i = 0; i < ours.length; i++) {
      double theirs = fitted.nativeValidation()[i];
      assertThat(ours[i]).isCloseTo(theirs, within(1e-5 * Math.max(1, Math.abs(theirs))));
    }
    double[] straight =
        Trainer.of(line, data).fit(line, data, Allowance.unlimited(1)).nativeValidation();
    assertThat(Made.loss(data, ours)).isLessThan(0.85 * Made.loss(data, straight));
  }

  @Test
  void the_logarithm_of_a_number_is_learned_and_the_number_answered() {
    TrainingData data = Made.data(0, 300, 3);

    Fitted fitted = fit(data, Map.of(Candidate.LOG_TARGET, 1.0), Allowance.unlimited(1));

    double[] ours = Made.answers(fitted.estimator(), data.validation().rows());
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i])
          .isPositive()
          .isCloseTo(fitted.nativeValidation()[i], within(ours[i] * 1e-5 + 1e-5));
    }
  }

  @Test
  void rows_that_count_nothing_teach_nothing() {
    TrainingData data = Made.data(2, 600, 5);

    double few =
        Made.loss(
            data, fit(Made.weighted(data), Map.of(), Allowance.unlimited(1)).nativeValidation());
    double all = Made.loss(data, fit(data, Map.of(), Allowance.unlimited(1)).nativeValidation());

    assertThat(few).isGreaterThan(all);
  }

  @Test
  void it_stops_when_its_time_is_over() {
    TrainingData data = Made.data(3, 300, 5);
    AtomicInteger asked = new AtomicInteger();

    Fitted fitted = fit(data, Map.of(), new Allowance(1, () -> asked.incrementAndGet() > 2));

    assertThat(fitted.params()).containsEntry("epochs", "2");
  }
}
