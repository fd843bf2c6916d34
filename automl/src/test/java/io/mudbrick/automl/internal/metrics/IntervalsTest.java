package io.mudbrick.automl.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The expected numbers are of scikit-learn 1.8, SciPy, and 4,000 resamplings with NumPy. */
class IntervalsTest {
  private static final int ROWS = 400;

  /** The same numbers in every language. */
  private static double[] numbers() {
    double[] numbers = new double[2 * ROWS];
    long state = 12345;
    for (int i = 0; i < numbers.length; i++) {
      state = (state * 1103515245L + 12345L) % (1L << 31);
      numbers[i] = state / (double) (1L << 31);
    }
    return numbers;
  }

  private static Classification labels() {
    double[] numbers = numbers();
    int[] truth = new int[ROWS];
    int[] predicted = new int[ROWS];
    double[] probabilities = new double[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      double score = Math.rint(numbers[i] * 1000) / 1000;
      truth[i] = numbers[ROWS + i] < Math.pow(score, 1.5) ? 1 : 0;
      predicted[i] = score >= 0.5 ? 1 : 0;
      probabilities[2 * i] = 1 - score;
      probabilities[2 * i + 1] = score;
    }
    return new Classification(2, truth, predicted, probabilities);
  }

  private static void near(Interval interval, double low, double high, double off) {
    assertThat(interval.low()).isCloseTo(low, within(off));
    assertThat(interval.high()).isCloseTo(high, within(off));
  }

  @Test
  void intervals_of_labels_are_those_of_the_textbooks() {
    Map<String, Interval> intervals = labels().intervals();
    near(intervals.get("roc_auc"), 0.8286873690189746, 0.9006082201844486, 1e-9);
    near(intervals.get("accuracy_score"), 0.7527205845205713, 0.8316671618221938, 1e-9);
    near(intervals.get("log_loss"), 0.43269916929184904, 0.5265576493537305, 1e-9);
    near(intervals.get("f1_score"), 0.71468711, 0.8134737, 0.01);
    near(intervals.get("precision_recall_auc"), 0.73544733, 0.85822752, 0.01);
    assertThat(intervals)
        .containsOnlyKeys(
            "accuracy_score",
            "log_loss",
            "precision_score",
            "recall_score",
            "f1_score",
            "roc_auc",
            "precision_recall_auc");
  }

  @Test
  void rows_that_count_twice_are_as_rows_that_are_there_twice() {
    Classification once = labels();
    float[] weights = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      weights[i] = 1 + i % 2;
    }
    Map<String, Interval> equal = once.intervals();
    Map<String, Interval> weighted =
        new Classification(
                2, once.truth(), once.predicted(), once.probabilities(), Weights.of(weights))
            .intervals();

    assertThat(weighted).containsOnlyKeys(equal.keySet());
    equal.forEach(
        (name, interval) -> near(weighted.get(name), interval.low(), interval.high(), 0.06));
  }

  @Test
  void intervals_of_several_classes_hold_their_metrics() {
    Classification two = labels();
    int[] truth = two.truth().clone();
    int[] predicted = two.predicted().clone();
    double[] probabilities = new double[3 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      if (i % 5 == 0) {
        truth[i] = 2;
        predicted[i] = i % 3 == 0 ? 2 : predicted[i];
      }
      double third = predicted[i] == 2 ? 0.6 : 0.2;
      probabilities[3 * i] = two.probabilities()[2 * i] * (1 - third);
      probabilities[3 * i + 1] = two.probabilities()[2 * i + 1] * (1 - third);
      probabilities[3 * i + 2] = third;
    }
    Classification three = new Classification(3, truth, predicted, probabilities);
    Map<String, Double> metrics = three.metrics();
    Map<String, Interval> intervals = three.intervals();
    assertThat(intervals).containsKeys("roc_auc", "precision_recall_auc", "f1_score");
    intervals.forEach(
        (name, interval) ->
            assertThat(metrics.get(name)).isBetween(interval.low(), interval.high()));
    assertThat(intervals).isEqualTo(three.intervals());
  }

  @Test
  void intervals_of_numbers_are_those_of_the_textbooks() {
    double[] numbers = numbers();
    double[] truth = new double[ROWS];
    double[] predicted = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      truth[i] = 10 * numbers[i];
      predicted[i] = truth[i] + 3 * (numbers[ROWS + i] - 0.5);
    }
    Map<String, Interval> intervals = new Regression(truth, predicted).intervals();
    near(intervals.get("mean_squared_error"), 0.679703469822673, 0.8139877754482513, 1e-9);
    near(
        intervals.get("root_mean_squared_error"),
        Math.sqrt(0.679703469822673),
        Math.sqrt(0.8139877754482513),
        1e-9);
    near(intervals.get("mean_absolute_error"), 0.703958040227496, 0.7893518862423142, 1e-9);
    near(intervals.get("r2_score"), 0.89863598, 0.92048566, 0.002);
  }

  @Test
  void calibration_is_that_of_scikit_learn() {
    Classification labels = labels();
    Calibration calibration = Calibration.of(labels.isClass(1), labels.scores(1), Weights.EQUAL);
    assertThat(calibration.brier()).isCloseTo(0.157809755, within(1e-12));
    double[] predicted = {
      0.03937499999999999,
      0.138875,
      0.24082499999999993,
      0.332325,
      0.4338,
      0.551075,
      0.647268292682927,
      0.7432307692307691,
      0.8283658536585364,
      0.9402051282051278
    };
    double[] observed = {
      0,
      0.125,
      0.1,
      0.075,
      0.225,
      0.45,
      0.6097560975609756,
      0.5641025641025641,
      0.8292682926829268,
      0.8974358974358975
    };
    for (int i = 0; i < 10; i++) {
      assertThat(calibration.bins().get(i).predicted()).isCloseTo(predicted[i], within(1e-12));
      assertThat(calibration.bins().get(i).observed()).isCloseTo(observed[i], within(1e-12));
    }
  }

  @Test
  void metrics_that_are_not_defined_have_no_interval() {
    Classification one =
        new Classification(
            2, new int[] {0, 0}, new int[] {0, 1}, new double[] {0.9, 0.1, 0.2, 0.8});
    assertThat(one.intervals()).containsKey("accuracy_score").doesNotContainKey("roc_auc");
    assertThat(new Regression(new double[0], new double[0]).intervals()).isEmpty();
    assertThat(new Regression(new double[] {1}, new double[] {2}).intervals())
        .containsEntry("mean_absolute_error", new Interval(1, 1));
  }
}
