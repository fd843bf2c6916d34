package io.mudbrick.automl.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.FeatureModel;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorsTrainerTest {
  private static Fitted fit(TrainingData data, Allowance allowance) {
    Candidate candidate =
        new Candidate(
            1,
            ModelFamily.FACTORIZATION_MACHINE,
            Map.of("rank", 4.0, "learning_rate", 0.1, "l2", 0.0001));
    return Trainer.of(candidate, data).fit(candidate, data, allowance);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3})
  void the_product_of_two_features_is_learned(int classes) {
    TrainingData data = Made.data(classes, 900, 3);
    Candidate line = new Candidate(1, ModelFamily.LINEAR, Map.of("l1_ratio", 0.5));

    Fitted fitted = fit(data, Allowance.unlimited(1));

    double[] ours = Made.answers(fitted.estimator(), data.validation().rows());
    for (int i = 0; i < ours.length; i++) {
      double theirs = fitted.nativeValidation()[i];
      assertThat(ours[i]).isCloseTo(theirs, within(1e-5 * Math.max(1, Math.abs(theirs))));
    }
    double[] straight =
        Trainer.of(line, data).fit(line, data, Allowance.unlimited(1)).nativeValidation();
    assertThat(Made.loss(data, ours)).isLessThan(Made.loss(data, straight));
  }

  @Test
  void contributions_add_up_to_the_score() {
    TrainingData data = Made.data(3, 300, 3);
    FeatureModel model = FeatureModel.of(fit(data, Allowance.unlimited(1)).estimator());
    double[] told = new double[3 * 5];
    double[] scores = new double[3];

    for (int row = 0; row < 20; row++) {
      model.evaluator().contributions(data.validation().rows().values(), row * 4, told);
      model.evaluator().margin(data.validation().rows().values(), row * 4, scores);

      for (int k = 0; k < 3; k++) {
        double sum = 0;
        for (int i = 0; i < 5; i++) {
          sum += told[k * 5 + i];
        }
        assertThat(sum).isCloseTo(scores[k], within(1e-9));
      }
    }
  }

  @Test
  void it_stops_when_its_time_is_over() {
    AtomicInteger asked = new AtomicInteger();

    Fitted fitted = fit(Made.data(2, 300, 5), new Allowance(1, () -> asked.incrementAndGet() > 2));

    assertThat(fitted.params()).containsEntry("epochs", "2");
  }
}
