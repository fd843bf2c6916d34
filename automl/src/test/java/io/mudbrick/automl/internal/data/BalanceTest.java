package io.mudbrick.automl.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.platform.model.Target;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalanceTest {
  private static final int[] HUNDRED = IntStream.range(0, 100).toArray();

  private static Truth rare(int count) {
    double[] values = new double[110];
    Arrays.fill(values, 0, count, 1);
    return new Truth(Target.binary("y", "A", "B", 0.5), values);
  }

  /** The example of the product's documentation: of 95 A and 5 B, 70 A and 5 B are left. */
  @Test
  void fewer_rows_of_the_crowd_count_for_more() {
    float[] weights = new float[110];
    Arrays.fill(weights, 1);
    Fold fold =
        Balance.of(new Fold(HUNDRED, IntStream.range(100, 110).toArray()), rare(5), weights, 1);

    assertThat(fold.train()).hasSize(75).contains(0, 1, 2, 3, 4);
    assertThat(fold.validation()).hasSize(10);
    assertThat(weights[0]).isEqualTo(1);
    assertThat(weights[fold.train()[70]]).isCloseTo(1.357f, within(1e-3f));
    assertThat(weights[105]).isEqualTo(1);
    double total = 0;
    for (int row : fold.train()) {
      total += weights[row];
    }
    assertThat(total).isCloseTo(100, within(1e-3));
  }

  @Test
  void classes_that_are_not_rare_are_left_alone() {
    Fold fold = new Fold(HUNDRED, new int[0]);

    assertThat(Balance.of(fold, rare(20), new float[110], 1)).isSameAs(fold);
  }
}
