package io.mudbrick.featurestore.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactSumTest {

  @Test
  void is_the_exact_sum_rounded_once_whatever_the_order_and_what_left_again() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 2_000; round++) {
      ExactSum sut = new ExactSum();
      BigDecimal expected = BigDecimal.ZERO;
      List<Double> in = new ArrayList<>();
      for (int step = 0; step < 40; step++) {
        if (!in.isEmpty() && random.nextInt(3) == 0) {
          double gone = in.remove(random.nextInt(in.size()));
          sut.remove(gone);
          expected = expected.subtract(new BigDecimal(gone));
        } else {
          double value = value(random, round);
          in.add(value);
          sut.add(value);
          expected = expected.add(new BigDecimal(value));
        }
        assertThat(sut.value()).isEqualTo(expected.doubleValue() + 0.0);
      }
    }
  }

  private static double value(SplittableRandom random, int round) {
    double sign = random.nextBoolean() ? 1 : -1;
    return switch (round % 4) {
      case 0 -> sign * random.nextDouble();
      case 1 -> sign * Math.scalb(1 + random.nextDouble(), random.nextInt(-1074, 970));
      case 2 -> sign * random.nextInt(5) * Double.MIN_VALUE;
      default -> sign * Math.scalb(1.0, random.nextInt(40, 110)); // half-way cases
    };
  }

  @Test
  void infinities_and_nan_come_and_go() {
    ExactSum sut = new ExactSum();
    sut.add(1.5);
    sut.add(Double.POSITIVE_INFINITY);
    assertThat(sut.value()).isEqualTo(Double.POSITIVE_INFINITY);
    sut.add(Double.NEGATIVE_INFINITY);
    assertThat(sut.value()).isNaN();
    sut.remove(Double.POSITIVE_INFINITY);
    assertThat(sut.value()).isEqualTo(Double.NEGATIVE_INFINITY);
    sut.add(Double.NaN);
    sut.remove(Double.NEGATIVE_INFINITY);
    assertThat(sut.value()).isNaN();
    sut.remove(Double.NaN);
    assertThat(sut.value()).isEqualTo(1.5);
    sut.clear();
    assertThat(sut.value()).isZero();
  }

  @Test
  void what_is_too_large_on_the_way_comes_back_and_what_stays_too_large_is_infinite() {
    ExactSum sut = new ExactSum();
    sut.add(Double.MAX_VALUE);
    sut.add(Double.MAX_VALUE);
    assertThat(sut.value()).isEqualTo(Double.POSITIVE_INFINITY);
    sut.remove(Double.MAX_VALUE);
    assertThat(sut.value()).isEqualTo(Double.MAX_VALUE);
    sut.add(-Double.MAX_VALUE);
    sut.add(-Double.MIN_VALUE);
    assertThat(sut.value()).isEqualTo(-Double.MIN_VALUE);
  }
}
