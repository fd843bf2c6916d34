package io.mudbrick.platform.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {
  @Test
  void whatever_it_tells_is_what_the_jdk_reads() {
    Random random = new Random(7);
    int told = 0;
    for (int i = 0; i < 200_000; i++) {
      long digits = random.nextLong() >>> (4 + random.nextInt(60));
      told += agree(digits, random.nextInt(131) - 65) ? 1 : 0;
    }
    assertThat(told).isGreaterThan(190_000);
  }

  @Test
  void numbers_halfway_between_two_doubles_and_beside_them_are_the_jdks() {
    Random random = new Random(11);
    for (int i = 0; i < 50_000; i++) {
      // 54 bits, the last one set: no double, and as far from the one as from the other.
      long halfway = (1L << 53 | random.nextLong() >>> 11) << 1 | 1;
      for (long near : new long[] {-1, 0, 1}) {
        agree(halfway + near, 0);
        agree(halfway * 10 + near, -1);
        agree(halfway * 5 + near, -random.nextInt(30));
      }
    }
  }

  @Test
  void numbers_that_doubles_hold_are_told() {
    for (long digits = 0; digits < 2_000; digits++) {
      long fives = 1;
      for (int power = 0; power <= 15; power++) {
        assertThat(agree(digits, power)).as("%d * 10^%d", digits, power).isTrue();
        assertThat(agree(digits * fives, -power)).as("%d / 2^%d", digits, power).isTrue();
        fives *= 5;
      }
    }
  }

  /** Whether it tells; then it has to be right. */
  private static boolean agree(long digits, int power) {
    double told = Decimals.of(digits, power);
    if (Double.isNaN(told)) {
      return false;
    }
    String text = digits + "e" + power;
    assertThat(told).as(text).isEqualTo(Double.parseDouble(text));
    return true;
  }
}
