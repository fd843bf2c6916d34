package io.mudbrick.automl.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassificationTest {
  @Test
  void two_classes_are_measured_by_the_second_one() {
    Classification result =
        new Classification(
            2,
            new int[] {1, 1, 1, 0, 0},
            new int[] {1, 1, 0, 1, 0},
            new double[] {0.1, 0.9, 0.4, 0.6, 0.7, 0.3, 0.2, 0.8, 0.9, 0.1});

    Map<String, Double> metrics = result.metrics();

    assertThat(metrics.get("accuracy_score")).isEqualTo(0.6);
    assertThat(metrics.get("precision_score")).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(metrics.get("recall_score")).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(metrics.get("f1_score")).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(metrics.get("log_loss"))
        .isCloseTo(
            -(Math.log(0.9) + Math.log(0.6) + Math.log(0.3) + Math.log(0.2) + Math.log(0.9)) / 5,
            within(1e-12));
    // Positives 0.9, 0.6, 0.3 against negatives 0.8, 0.1: four of six pairs are right.
    assertThat(metrics.get("roc_auc")).isCloseTo(4.0 / 6, within(1e-12));
    assertThat(result.confusion()).isDeepEqualTo(new long[][] {{1, 1}, {1, 2}});
  }

  @Test
  void several_classes_are_weighted_by_how_often_they_occur() {
    Classification result =
        new Classification(
            3,
            new int[] {0, 0, 1, 2},
            new int[] {0, 1, 1, 1},
            new double[] {.8, .1, .1, .3, .5, .2, .1, .8, .1, .1, .6, .3});

    assertThat(result.precision(1)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(result.precision(2)).isZero();
    // Precisions 1, 1/3, 0 with weights 2, 1, 1; recalls 1/2, 1, 0.
    assertThat(result.metrics().get("precision_score"))
        .isCloseTo((2 * 1 + 1.0 / 3) / 4, within(1e-12));
    assertThat(result.metrics().get("recall_score")).isCloseTo((2 * 0.5 + 1) / 4, within(1e-12));
  }

  @Test
  void certainty_about_the_wrong_class_costs_a_finite_log_loss() {
    Classification result =
        new Classification(2, new int[] {1}, new int[] {0}, new double[] {1, 0});

    assertThat(result.logLoss()).isCloseTo(52 * Math.log(2), within(1e-9));
    assertThat(result.metrics()).doesNotContainKey("roc_auc");
  }

  /** The expected numbers are scikit-learn's with its {@code sample_weight}. */
  @Test
  void rows_count_by_their_weights() {
    double[] scores = {.1, .8, .4, .6, .9, .4, .55, .2};
    int[] predicted = new int[scores.length];
    double[] probabilities = new double[2 * scores.length];
    for (int i = 0; i < scores.length; i++) {
      predicted[i] = scores[i] >= 0.5 ? 1 : 0;
      probabilities[2 * i] = 1 - scores[i];
      probabilities[2 * i + 1] = scores[i];
    }
    Map<String, Double> metrics =
        new Classification(
                2,
                new int[] {0, 1, 1, 0, 1, 0, 1, 0},
                predicted,
                probabilities,
                Weights.of(new float[] {1, 2, .5f, 3, 1, 0, 4, .25f}))
            .metrics();

    assertThat(metrics.get("accuracy_score")).isCloseTo(0.7021276595744681, within(1e-12));
    assertThat(metrics.get("precision_score")).isCloseTo(0.7, within(1e-12));
    assertThat(metrics.get("recall_score")).isCloseTo(0.9333333333333333, within(1e-12));
    assertThat(metrics.get("f1_score")).isCloseTo(0.8, within(1e-12));
    assertThat(metrics.get("log_loss")).isCloseTo(0.5371199647961403, within(1e-12));
    assertThat(metrics.get("roc_auc")).isCloseTo(0.5764705882352941, within(1e-12));
    assertThat(metrics.get("precision_recall_auc")).isCloseTo(0.8209523809523809, within(1e-12));
    assertThat(metrics.get("example_count")).isEqualTo(8);
  }

  /** The expected numbers are scikit-learn's with its {@code sample_weight}. */
  @Test
  void so_do_rows_of_several_classes() {
    Map<String, Double> metrics =
        new Classification(
                3,
                new int[] {0, 1, 2, 2, 1, 0},
                new int[] {0, 1, 2, 0, 1, 0},
                new double[] {
                  .7, .2, .1, .3, .4, .3, .1, .3, .6, .5, .2, .3, .2, .5, .3, .4, .35, .25
                },
                Weights.of(new float[] {1, 2, 3, .5f, 1, 2}))
            .metrics();

    assertThat(metrics.get("accuracy_score")).isCloseTo(0.9473684210526315, within(1e-12));
    assertThat(metrics.get("precision_score")).isCloseTo(0.9548872180451128, within(1e-12));
    assertThat(metrics.get("f1_score")).isCloseTo(0.9473684210526315, within(1e-12));
    assertThat(metrics.get("log_loss")).isCloseTo(0.7209945605743409, within(1e-12));
    assertThat(metrics.get("roc_auc")).isCloseTo(0.9706477732793523, within(1e-12));
  }
}
