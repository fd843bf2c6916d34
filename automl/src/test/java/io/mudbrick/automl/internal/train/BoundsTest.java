package io.mudbrick.automl.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.BoundedModel;
import io.mudbrick.platform.model.FeatureMatrix;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {
  private static TrainingData.Part line(int rows, boolean level) {
    float[] values = new float[rows];
    float[] truth = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = row;
      truth[row] = level ? 10 : 10 + row;
    }
    return new TrainingData.Part(new FeatureMatrix(List.of("x"), rows, values), truth, null);
  }

  private static Fitted fit(TrainingData data, double log) {
    Candidate candidate =
        new Candidate(1, ModelFamily.LINEAR, Map.of("l1_ratio", 0.5, Candidate.LOG_TARGET, log));
    return Trainer.of(candidate, data).fit(candidate, data, Allowance.unlimited(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void no_answer_is_further_out_than_a_tenth_of_the_range(double log) {
    TrainingData data = new TrainingData(0, line(101, false), line(400, false));

    Fitted fitted = fit(data, log);

    BoundedModel bounded = (BoundedModel) fitted.estimator();
    assertThat(bounded.low()).isCloseTo(0, within(1e-9));
    assertThat(bounded.high()).isCloseTo(120, within(1e-9));
    double[] served = Made.answers(bounded, data.validation().rows());
    assertThat(served).containsExactly(fitted.nativeValidation(), within(1e-3));
    assertThat(served[399]).isEqualTo(120);
  }

  @Test
  void where_there_is_no_range_there_are_no_bounds() {
    TrainingData data = new TrainingData(0, line(50, true), line(20, true));

    assertThat(fit(data, 0).estimator()).isNotInstanceOf(BoundedModel.class);
  }
}
