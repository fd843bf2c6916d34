package io.mudbrick.automl.internal.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharpnessTest {
  private static final int ROWS = 4000;

  /** Probabilities of the second class that are true, and what came of them. */
  private static double[] truth(float[] probabilities) {
    SplittableRandom random = new SplittableRandom(1);
    double[] truth = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      probabilities[i] = (float) random.nextDouble(0.02, 0.98);
      truth[i] = random.nextDouble() < probabilities[i] ? 1 : 0;
    }
    return truth;
  }

  @Test
  void answers_that_are_too_unsure_are_made_surer() {
    float[] probabilities = new float[ROWS];
    double[] truth = truth(probabilities);
    Answers flat = new Answers(1, probabilities).sharpened(1 / 1.4);

    double sharpness = Sharpness.of(new Judge(Judge.Loss.LOG, truth, null), flat);

    assertThat(sharpness).isEqualTo(1.4, within(0.12));
  }

  @Test
  void answers_that_are_right_are_left_alone() {
    float[] probabilities = new float[ROWS];
    double[] truth = truth(probabilities);

    assertThat(Sharpness.of(new Judge(Judge.Loss.LOG, truth, null), new Answers(1, probabilities)))
        .isEqualTo(1);
  }

  @Test
  void what_one_row_more_would_undo_is_not_done() {
    // 45 answers would gain a little by being surer, and one that is wrong would lose much.
    float[] probabilities = new float[46];
    Arrays.fill(probabilities, 0.6f);
    double[] truth = new double[46];
    Arrays.fill(truth, 1);
    probabilities[45] = 0.01f;
    Judge judge = new Judge(Judge.Loss.LOG, truth, null);
    Answers answers = new Answers(1, probabilities);

    assertThat(judge.loss(judge.points(answers.sharpened(2))))
        .isLessThan(judge.loss(judge.points(answers)));
    assertThat(Sharpness.of(judge, answers)).isEqualTo(1);
  }

  @Test
  void numbers_have_none() {
    Judge squares = new Judge(Judge.Loss.SQUARED, new double[] {1, 2}, null);

    assertThat(Sharpness.of(squares, new Answers(1, new float[] {3, 4}))).isEqualTo(1);
  }

  @Test
  void sharp_probabilities_of_several_classes_add_up_to_one() {
    float[] sharp = new Answers(3, new float[] {0.5f, 0.3f, 0.2f}).sharpened(2).values();

    assertThat(sharp[0] + sharp[1] + sharp[2]).isEqualTo(1, within(1e-6f));
    assertThat(sharp[0] / sharp[1]).isEqualTo(25 / 9f, within(1e-5f));
  }
}
