package io.mudbrick.automl.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CurvesTest {
  private static final boolean[] POSITIVE = {true, false, true, false};
  private static final double[] SCORES = {0.8, 0.8, 0.3, 0.1};

  @Test
  void ties_count_half_in_the_area_under_the_roc_curve() {
    // Of four pairs two are right, one is tied, one is wrong.
    assertThat(Curves.rocAuc(POSITIVE, SCORES)).isEqualTo(2.5 / 4);
  }

  @Test
  void average_precision_weighs_precision_by_the_steps_of_recall() {
    assertThat(Curves.averagePrecision(POSITIVE, SCORES, Weights.EQUAL))
        .isCloseTo(0.5 * 0.5 + 0.5 * 2 / 3, within(1e-12));
  }

  @Test
  void tied_scores_are_one_point_of_the_curve() {
    assertThat(Curves.roc(POSITIVE, SCORES, Weights.EQUAL))
        .containsExactly(
            new Curves.Point(0, 0, Double.POSITIVE_INFINITY),
            new Curves.Point(0.5, 0.5, 0.8),
            new Curves.Point(0.5, 1, 0.3),
            new Curves.Point(1, 1, 0.1));
  }

  @Test
  void the_area_is_undefined_without_both_classes() {
    assertThat(Curves.rocAuc(new boolean[] {true, true}, new double[] {0.1, 0.9})).isNaN();
    assertThat(Curves.averagePrecision(new boolean[] {false}, new double[] {0.1}, Weights.EQUAL))
        .isNaN();
  }

  @Test
  void the_area_equals_the_share_of_pairs_in_the_right_order() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      boolean[] positive = new boolean[40];
      double[] scores = new double[40];
      for (int i = 0; i < 40; i++) {
        positive[i] = i < 2 ? i == 0 : random.nextBoolean();
        scores[i] = random.nextInt(8);
      }
      assertThat(Curves.rocAuc(positive, scores))
          .isCloseTo(byPairs(positive, scores), within(1e-12));
    }
  }

  private static double byPairs(boolean[] positive, double[] scores) {
    double right = 0;
    int pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int k = 0; k < scores.length; k++) {
        if (positive[i] && !positive[k]) {
          pairs++;
          right += scores[i] > scores[k] ? 1 : scores[i] == scores[k] ? 0.5 : 0;
        }
      }
    }
    return right / pairs;
  }
}
