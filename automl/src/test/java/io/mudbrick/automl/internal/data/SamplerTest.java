package io.mudbrick.automl.internal.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.model.Target;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int[] ROWS = IntStream.range(0, 10_000).toArray();

  private static Truth rare(int count) {
    double[] values = new double[ROWS.length];
    Arrays.fill(values, 0, count, 1);
    return new Truth(Target.binary("y", "A", "B", 0.5), values);
  }

  @Test
  void the_memory_says_how_many_rows_fit() {
    assertThat(new Sampler(1L << 30).most(20)).isBetween(200_000, 300_000);
    assertThat(new Sampler(Long.MAX_VALUE).most(20)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void a_sample_keeps_the_mixture_of_classes() {
    Truth truth = rare(2000);
    int[] sample = Sampler.sample(truth, ROWS, 1000, 1);

    assertThat(sample).hasSize(1000).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(sample).filter(row -> row < 2000)).hasSize(200);
    assertThat(Sampler.skews(truth, ROWS, 1000)).isFalse();
  }

  @Test
  void rare_classes_keep_some_rows() {
    Truth truth = rare(50);
    int[] sample = Sampler.sample(truth, ROWS, 1000, 1);

    assertThat(Arrays.stream(sample).filter(row -> row < 50)).hasSize(20);
    assertThat(Sampler.skews(truth, ROWS, 1000)).isTrue();
  }
}
