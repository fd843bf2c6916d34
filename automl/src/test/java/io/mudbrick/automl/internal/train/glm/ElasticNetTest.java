package io.mudbrick.automl.internal.train.glm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.platform.model.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expected coefficients are scikit-learn's: ElasticNet(alpha=0.05, l1_ratio=0.5) and
 * LogisticRegression(solver="saga", C=1/0.02, l1_ratio=0.5, of three classes 0.2) with tolerances
 * of 1e-12 over features standardised by their weighted means and deviations.
 */
class ElasticNetTest {
  private static final int ROWS = 60;
  private static final int WIDTH = 4;
  private static final Offset<Double> CLOSE = within(2e-5);

  private static float x(int row, int feature) {
    return (float) (Math.sin(row * 1.7 + feature * 2.3) + (feature == 2 ? row % 5 * 0.1 : 0));
  }

  private static double number(int row) {
    return (float) (2.0 * x(row, 0) - x(row, 1) + 0.5 * Math.cos(row * 3.1));
  }

  private static FeatureMatrix matrix() {
    float[] values = new float[ROWS * WIDTH];
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < WIDTH; i++) {
        values[row * WIDTH + i] = x(row, i);
      }
    }
    return new FeatureMatrix(List.of("a", "b", "c", "d"), ROWS, values);
  }

  private static double[] weights() {
    double[] weights = IntStream.range(0, ROWS).mapToDouble(row -> 1 + row % 3).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /** The minimum under one penalty, with the curvature of that kind. */
  private static double[][] solve(
      int classes, double[] truth, Penalty penalty, boolean sparse, boolean byColumn) {
    FeatureMatrix rows = matrix();
    float[] scaled = FeatureScale.of(rows, weights()).apply(rows);
    Design dense =
        sparse
            ? new SparseDesign(scaled, ROWS, WIDTH, scaled.length)
            : new DenseDesign(scaled, ROWS, WIDTH);
    Loss loss = Loss.of(classes, truth, weights());
    double[][] coefficients = new double[loss.margins.length][WIDTH + 1];
    new Newton(dense, loss, 1e-12, byColumn).minimise(coefficients, penalty, () -> false);
    return coefficients;
  }

  private static double[] labels() {
    return IntStream.range(0, ROWS)
        .mapToDouble(row -> number(row) + 0.8 * Math.sin(row * 5.3) > 0.2 ? 1 : 0)
        .toArray();
  }

  private static double[] kinds() {
    return IntStream.range(0, ROWS)
        .mapToDouble(row -> number(row) < -0.7 ? 0 : number(row) < 0.9 ? 1 : 2)
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void numbers_have_the_coefficients_of_scikit_learn(int way) {
    double[] truth = IntStream.range(0, ROWS).mapToDouble(ElasticNetTest::number).toArray();

    double[][] found = solve(0, truth, new Penalty(0.05, 0.5), way % 2 == 1, way / 2 == 1);

    assertThat(found[0])
        .containsExactly(
            new double[] {
              1.0359952632556586, -0.8634993459832719, 0, 0.24607882419357324, 0.04287198001208404
            },
            CLOSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void two_classes_have_the_coefficients_of_scikit_learn(int way) {
    double[][] found = solve(2, labels(), new Penalty(0.02, 0.5), way % 2 == 1, way / 2 == 1);

    assertThat(found[0])
        .containsExactly(
            new double[] {
              1.8099312289703537, -1.7719463196026117, 0, 0.5639469850209944, -0.7179016214880974
            },
            CLOSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void many_classes_have_the_coefficients_of_scikit_learn(int way) {
    double[][] found = solve(3, kinds(), new Penalty(0.02, 0.2), way % 2 == 1, way / 2 == 1);

    assertThat(Arrays.copyOf(found[0], WIDTH))
        .containsExactly(
            new double[] {
              -1.5298292255811845, 1.5340392857725658, -0.12916664980591427, -0.7186012906321582
            },
            CLOSE);
    assertThat(Arrays.copyOf(found[1], WIDTH)).containsExactly(new double[WIDTH], CLOSE);
    assertThat(Arrays.copyOf(found[2], WIDTH))
        .containsExactly(
            new double[] {
              1.5650267517799397, -1.3393546348375385, 0.14992893968001064, 0.9168256861146478
            },
            CLOSE);
    double mean = (found[0][WIDTH] + found[1][WIDTH] + found[2][WIDTH]) / 3;
    assertThat(found[0][WIDTH] - mean).isCloseTo(-0.37338980827914636, CLOSE);
    assertThat(found[1][WIDTH] - mean).isCloseTo(0.5253988388855535, CLOSE);
  }

  /** Of twenty features three matter; three of four rows train. */
  private static TrainingData data(int classes, int rows, int width) {
    SplittableRandom random = new SplittableRandom(7);
    float[] values = new float[rows * width];
    float[] truth = new float[rows];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        values[row * width + i] = (float) (100 * i + (1 + i) * random.nextDouble(-1, 1));
      }
      double score =
          3 * (values[row * width] - values[row * width + 1] + 100)
              + values[row * width + 2]
              - 200
              + random.nextDouble(-0.5, 0.5);
      truth[row] =
          classes == 0 ? (float) (1e6 + 1e3 * score) : (float) Math.floor(bin(score, classes));
    }
    int trains = rows * 3 / 4;
    return new TrainingData(
        classes, part(values, truth, width, 0, trains), part(values, truth, width, trains, rows));
  }

  private static double bin(double score, int classes) {
    return Math.min(classes - 1, Math.max(0, classes / 2.0 + score / 4));
  }

  private static TrainingData.Part part(
      float[] values, float[] truth, int width, int from, int to) {
    List<String> names = IntStream.range(0, width).mapToObj(i -> "f" + i).toList();
    return new TrainingData.Part(
        new FeatureMatrix(names, to - from, Arrays.copyOfRange(values, from * width, to * width)),
        Arrays.copyOfRange(truth, from, to),
        null);
  }

  @Test
  void the_path_finds_the_features_that_matter_on_the_scale_they_came_in() {
    ElasticNet.Fit fit = ElasticNet.path(data(0, 400, 20), 1, () -> false);

    double[] found = fit.coefficients()[0];
    assertThat(found[0]).isCloseTo(3000, within(60.0));
    assertThat(found[1]).isCloseTo(-3000, within(60.0));
    assertThat(found[2]).isCloseTo(1000, within(30.0));
    assertThat(fit.penalties()).isGreaterThan(10);
    double[] margins = answers(data(0, 400, 20).validation().rows(), fit);
    assertThat(fit.answers()).containsExactly(margins, within(1.0));
  }

  private static double[] answers(FeatureMatrix rows, ElasticNet.Fit fit) {
    double[] answers = new double[rows.rows()];
    for (int row = 0; row < answers.length; row++) {
      answers[row] = fit.intercepts()[0];
      for (int i = 0; i < rows.width(); i++) {
        answers[row] += fit.coefficients()[0][i] * rows.at(row, i);
      }
    }
    return answers;
  }

  @Test
  void more_features_than_rows_are_no_obstacle() {
    for (int classes : new int[] {0, 2, 3}) {
      TrainingData data = data(classes, 80, 700);

      ElasticNet.Fit fit = ElasticNet.path(data, 0.5, () -> false);

      assertThat(fit.answers()).doesNotContain(Double.NaN);
      assertThat(Arrays.stream(fit.coefficients()[0]).filter(b -> b != 0).count()).isPositive();
    }
  }

  @Test
  void it_answers_with_what_it_has_when_the_time_is_over() {
    ElasticNet.Fit fit = ElasticNet.path(data(2, 100, 5), 0.5, () -> true);

    assertThat(fit.penalties()).isZero();
    assertThat(fit.coefficients()[0]).containsOnly(0);
    assertThat(Arrays.stream(fit.answers())).allMatch(p -> p > 0 && p < 1);
  }

  @Test
  void a_class_without_rows_is_hardly_ever_the_answer() {
    TrainingData two = data(2, 200, 5);

    ElasticNet.Fit fit =
        ElasticNet.path(new TrainingData(3, two.train(), two.validation()), 0.5, () -> false);

    for (int row = 0; row < two.validation().truth().length; row++) {
      assertThat(fit.answers()[row * 3 + 2]).isLessThan(1e-3);
    }
  }
}
