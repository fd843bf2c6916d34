package io.mudbrick.automl.internal.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GreedySelectionTest {
  private static final int ROWS = 400;

  /** Models that know the log-odds, each with errors of its own. */
  private static List<Answers> models(double[] truth, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] odds = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      odds[i] = random.nextDouble(-3, 3);
      truth[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds[i])) ? 1 : 0;
    }
    List<Answers> models = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      float[] values = new float[ROWS];
      for (int i = 0; i < ROWS; i++) {
        values[i] = (float) (1 / (1 + Math.exp(-odds[i] - random.nextDouble(-2, 2))));
      }
      models.add(new Answers(1, values));
    }
    return models;
  }

  private static double loss(Judge judge, List<Answers> models, double[] weights) {
    List<Double> shares = Arrays.stream(weights).boxed().toList();
    return judge.loss(judge.points(Answers.blend(models, shares)));
  }

  @Test
  void the_blend_loses_less_than_its_best_member_and_its_weights_add_up_to_one() {
    double[] truth = new double[ROWS];
    List<Answers> models = models(truth, 6, 1);
    Judge judge = new Judge(Judge.Loss.LOG, truth, null);
    List<double[]> points = models.stream().map(judge::points).toList();

    double[] weights = new GreedySelection(judge, 8).select(points);

    double best = points.stream().mapToDouble(judge::loss).min().orElseThrow();
    assertThat(loss(judge, models, weights)).isLessThan(best);
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void a_model_that_is_best_alone_stays_alone() {
    double[] truth = new double[ROWS];
    List<Answers> models = new ArrayList<>(models(truth, 2, 2));
    float[] right = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      right[i] = truth[i] == 1 ? 0.999f : 0.001f;
    }
    models.add(new Answers(1, right));
    Judge judge = new Judge(Judge.Loss.LOG, truth, null);

    double[] weights =
        new GreedySelection(judge, 8).select(models.stream().map(judge::points).toList());

    assertThat(weights).containsExactly(0, 0, 1);
  }

  @Test
  void there_are_no_more_members_than_allowed() {
    double[] truth = new double[ROWS];
    List<Answers> models = models(truth, 12, 3);
    Judge judge = new Judge(Judge.Loss.LOG, truth, null);

    double[] weights =
        new GreedySelection(judge, 3).select(models.stream().map(judge::points).toList());

    assertThat(Arrays.stream(weights).filter(weight -> weight > 0).count()).isEqualTo(3);
  }

  @Test
  void cross_fitted_answers_come_from_weights_that_did_not_see_their_rows() {
    // The first model is right where the second is wrong, and the other way round: whoever saw a
    // row's truth would take the model that is right for it.
    double[] truth = new double[ROWS];
    float[] early = new float[ROWS];
    float[] late = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      early[i] = i < ROWS / 2 ? 0 : 10;
      late[i] = i < ROWS / 2 ? 10 : 0;
    }
    List<Answers> models = List.of(new Answers(1, early), new Answers(1, late));
    List<int[]> groups =
        List.of(IntStream.range(0, ROWS / 2).toArray(), IntStream.range(ROWS / 2, ROWS).toArray());

    List<Choice> choices =
        new GreedySelection(new Judge(Judge.Loss.SQUARED, truth, null), 8).without(groups, models);
    Answers answers =
        Answers.gathered(choices.stream().map(choice -> choice.answers(models)).toList(), groups);

    for (float value : answers.values()) {
      assertThat(value).isEqualTo(10);
    }
  }

  @Test
  void weighted_rows_count_by_their_weight() {
    double[] truth = {0, 0};
    float[] weights = {3, 1};
    Judge judge = new Judge(Judge.Loss.SQUARED, truth, weights);

    assertThat(judge.loss(judge.points(new Answers(1, new float[] {1, 3})))).isEqualTo(3);
    assertThat(new Judge(Judge.Loss.ABSOLUTE, truth, null).loss(new double[] {1, -3})).isEqualTo(2);
  }

  @Test
  void of_several_classes_the_probability_of_the_true_one_counts() {
    Judge judge = new Judge(Judge.Loss.LOG, new double[] {2, 0}, null);

    double[] points =
        judge.points(new Answers(3, new float[] {0.1f, 0.2f, 0.7f, 0.5f, 0.25f, 0.25f}));

    assertThat(points[0]).isCloseTo(0.7, within(1e-6));
    assertThat(judge.loss(points)).isCloseTo(-(Math.log(0.7) + Math.log(0.5)) / 2, within(1e-6));
  }

  @Test
  void a_running_blend_knows_what_a_model_would_bring() {
    double[] truth = new double[ROWS];
    List<Answers> models = models(truth, 3, 5);
    Judge judge = new Judge(Judge.Loss.LOG, truth, null);
    List<double[]> points = models.stream().map(judge::points).toList();
    RunningBlend blend = new RunningBlend(judge);
    int[] rows = IntStream.range(0, ROWS).toArray();

    assertThat(blend.gain(rows, points.get(0))).isEqualTo(1);
    blend.add(points.get(0));
    assertThat(blend.gain(rows, points.get(0))).isZero();
    double promised = blend.gain(rows, points.get(1));
    assertThat(promised).isPositive().isEqualTo(blend.add(points.get(1)));
    assertThat(blend.loss()).isLessThan(judge.loss(points.get(0)));
  }
}
