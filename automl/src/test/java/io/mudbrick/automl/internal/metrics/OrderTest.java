package io.mudbrick.automl.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {
  private static final double[] ODD = {
    Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  @Test
  void positions_are_those_of_a_stable_sort() {
    Random random = new Random(1);
    for (int length : new int[] {0, 1, 2, 7, 500}) {
      double[] values =
          random
              .doubles(length)
              .map(value -> value < 0.05 ? ODD[random.nextInt(ODD.length)] : Math.rint(20 * value))
              .toArray();
      Comparator<Integer> byValue = Comparator.comparingDouble(i -> values[i]);
      assertThat(Order.rising(values)).containsExactly(sorted(length, byValue));
      assertThat(Order.falling(values)).containsExactly(sorted(length, byValue.reversed()));
    }
  }

  private static int[] sorted(int length, Comparator<Integer> by) {
    return IntStream.range(0, length).boxed().sorted(by).mapToInt(Integer::intValue).toArray();
  }

  @Test
  void the_area_by_ranks_is_that_under_the_curve() {
    Random random = new Random(2);
    double[] scores = random.doubles(300).map(value -> Math.rint(30 * value)).toArray();
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = random.nextDouble() < scores[i] / 40;
    }
    assertThat(Ranks.rocAuc(Ranks.of(scores), i -> positive[i]))
        .isEqualTo(Curves.rocAuc(positive, scores));
    assertThat(Ranks.rocAuc(Ranks.of(scores), i -> true)).isNaN();
  }
}
