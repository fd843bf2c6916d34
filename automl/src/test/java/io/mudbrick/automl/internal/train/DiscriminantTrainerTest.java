package io.mudbrick.automl.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.QuadraticModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscriminantTrainerTest {
  private static Candidate candidate(double pooling) {
    return new Candidate(1, ModelFamily.DISCRIMINANT_ANALYSIS, Map.of("pooling", pooling));
  }

  private static Fitted fit(TrainingData data, double pooling) {
    return Trainer.of(candidate(pooling), data)
        .fit(candidate(pooling), data, Allowance.unlimited(1));
  }

  /** Classes around one point, each wider than the one before and drawn along another way. */
  private static TrainingData clouds(int classes, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new TrainingData(
        classes, cloud(classes, rows, random), cloud(classes, rows / 2, random));
  }

  private static TrainingData.Part cloud(int classes, int rows, SplittableRandom random) {
    float[] values = new float[rows * 3];
    float[] truth = new float[rows];
    for (int row = 0; row < rows; row++) {
      int label = random.nextInt(classes);
      truth[row] = label;
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      values[row * 3] = (float) (100 + 10 * (1 + label) * a);
      values[row * 3 + 1] = (float) (b + (label == 1 ? a : -a));
      values[row * 3 + 2] = (float) (random.nextGaussian() + 0.5 * label);
    }
    return new TrainingData.Part(
        new FeatureMatrix(List.of("x", "y", "z"), rows, values), truth, null);
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "2, 0.3", "2, 1", "3, 0", "3, 0.3", "3, 1"})
  void our_scorer_answers_as_the_fit_did(int classes, double pooling) {
    TrainingData data = clouds(classes, 400, 2);

    Fitted fitted = fit(data, pooling);

    assertThat(Made.answers(fitted.estimator(), data.validation().rows()))
        .containsExactly(fitted.nativeValidation(), within(1e-5));
    assertThat(Made.loss(data, fitted.nativeValidation()))
        .isLessThan(Made.loss(data, Made.constant(data)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void classes_that_differ_by_their_spread_take_covariances_of_their_own(int classes) {
    TrainingData data = clouds(classes, 600, 3);

    Fitted lines = fit(data, 1);
    Fitted curves = fit(data, 0);

    assertThat(lines.estimator()).isInstanceOf(LinearModel.class);
    assertThat(curves.estimator()).isInstanceOf(QuadraticModel.class);
    assertThat(Made.loss(data, curves.nativeValidation()))
        .isLessThan(0.8 * Made.loss(data, lines.nativeValidation()));
  }

  @Test
  void known_covariances_give_the_known_odds() {
    // Two classes on a line: deviations 1 and 2 around 0, a row each way at exactly that distance.
    float[] values = {-1, 1, -2, 2, -1, 1, -2, 2};
    float[] truth = {0, 0, 1, 1, 0, 0, 1, 1};
    TrainingData.Part part =
        new TrainingData.Part(new FeatureMatrix(List.of("x"), 8, values), truth, null);

    double[] out = new double[1];
    Fitted fitted = fit(new TrainingData(2, part, part), 0);
    FeatureModel.of(fitted.estimator()).evaluator().margin(new float[] {3}, 0, out);

    // One feature: the sphere is the covariance. Variances 1 and 4, equal shares.
    double odds = -0.5 * 9 / 4 + 0.5 * 9 - 0.5 * Math.log(4);
    double sharpness = Double.parseDouble(fitted.params().get("sharpness"));
    assertThat(out[0]).isCloseTo(sharpness * odds, within(1e-5));
  }

  @Test
  void a_row_of_weight_two_counts_as_two() {
    TrainingData.Part part = cloud(3, 60, new SplittableRandom(5));
    float[] twice = Arrays.copyOf(part.rows().values(), part.rows().values().length + 30);
    System.arraycopy(part.rows().values(), 0, twice, part.rows().values().length, 30);
    float[] truth = Arrays.copyOf(part.truth(), 70);
    System.arraycopy(part.truth(), 0, truth, 60, 10);
    float[] weights = new float[60];
    Arrays.fill(weights, 1);
    Arrays.fill(weights, 0, 10, 2);
    TrainingData.Part weighted = new TrainingData.Part(part.rows(), part.truth(), weights);
    TrainingData.Part repeated =
        new TrainingData.Part(new FeatureMatrix(part.rows().names(), 70, twice), truth, null);

    double[] one = fit(new TrainingData(3, weighted, part), 0.3).nativeValidation();
    double[] other = fit(new TrainingData(3, repeated, part), 0.3).nativeValidation();

    assertThat(one).containsExactly(other, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void what_has_no_covariance_is_answered_all_the_same(double pooling) {
    // A constant column, one that repeats another, a missing value; a class of one row, one of
    // none.
    int rows = 40;
    float[] values = new float[rows * 4];
    float[] truth = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row * 4] = 7;
      values[row * 4 + 1] = row % 5;
      values[row * 4 + 2] = row % 5;
      values[row * 4 + 3] = row == 3 ? Float.NaN : row % 3;
      truth[row] = row == 0 ? 2 : row % 2;
    }
    TrainingData.Part part =
        new TrainingData.Part(
            new FeatureMatrix(List.of("a", "b", "c", "d"), rows, values), truth, null);

    double[] answers = fit(new TrainingData(4, part, part), pooling).nativeValidation();

    for (int row = 0; row < rows; row++) {
      if (pooling < 1 || row != 3) { // lines have no place for what is missing
        assertThat(Arrays.stream(answers, row * 4, row * 4 + 4).sum()).isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void it_is_no_surer_than_the_validation_rows_allow() {
    TrainingData data = clouds(2, 60, 8);
    float[] turned = data.validation().truth().clone();
    for (int i = 0; i < turned.length; i++) {
      turned[i] = 1 - turned[i];
    }
    TrainingData contrary =
        new TrainingData(
            2, data.train(), new TrainingData.Part(data.validation().rows(), turned, null));

    assertThat(Double.parseDouble(fit(data, 0).params().get("sharpness"))).isGreaterThan(0.3);
    assertThat(Double.parseDouble(fit(contrary, 0).params().get("sharpness"))).isLessThan(0.05);
  }

  @Test
  void it_stops_when_its_time_is_over() {
    TrainingData data = clouds(2, 100, 5);
    AtomicInteger asked = new AtomicInteger();

    Fitted fitted =
        Trainer.of(candidate(0.3), data)
            .fit(candidate(0.3), data, new Allowance(1, () -> asked.incrementAndGet() > 1));

    assertThat(asked).hasValue(2);
    assertThat(fitted.stoppedAfter()).hasValue(2);
  }

  @Test
  void too_many_features_are_refused() {
    int width = 402;
    float[] values = new float[width * 4];
    TrainingData.Part part =
        new TrainingData.Part(
            new FeatureMatrix(
                IntStream.range(0, width).mapToObj(Integer::toString).toList(), 4, values),
            new float[] {0, 1, 0, 1},
            null);

    assertThatThrownBy(() -> fit(new TrainingData(2, part, part), 0))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("402 of them");
  }
}
