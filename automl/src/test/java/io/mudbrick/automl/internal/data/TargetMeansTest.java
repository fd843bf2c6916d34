package io.mudbrick.automl.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder.Lookup;
import io.mudbrick.platform.model.Target;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TargetMeansTest {
  private static final int ROWS = 1000;

  /** Categories of ten rows each, in blocks of rows that have nothing to do with them. */
  private static Column categories() {
    String[] values = new String[ROWS];
    Arrays.setAll(values, i -> "c" + i / 10);
    return Column.strings(values);
  }

  private static int[] blocks() {
    int[] blocks = new int[ROWS];
    Arrays.setAll(blocks, i -> i % 5);
    return blocks;
  }

  private static Truth numbers(double between, double within) {
    SplittableRandom random = new SplittableRandom(1);
    double[] means = new double[ROWS / 10];
    Arrays.setAll(means, i -> between * random.nextGaussian());
    double[] values = new double[ROWS];
    Arrays.setAll(values, i -> means[i / 10] + within * random.nextGaussian());
    return new Truth(Target.regression("y"), values);
  }

  /** Micci-Barreca's formula, which scikit-learn's {@code TargetEncoder(smooth=m)} computes. */
  @Test
  void means_are_drawn_towards_the_mean_of_all() {
    Column column = Column.strings("a", "a", "b", "b", "b", "c", "a", "c", "a", "b");
    double[] values = {1, 3, 2, 4, 6, 5, 2, 7, 2, 3};
    Lookup lookup = means(column, values, new int[10]).lookup();

    double within = (2 + 8.75 + 2) / 7;
    double between = (4 * 2.25 + 4 * 0.0625 + 2 * 6.25) / 2;
    double smoothing = within * 3.2 / (between - within);
    assertThat(lookup.values().get("a").get(0))
        .isCloseTo((8 + smoothing * 3.5) / (4 + smoothing), within(1e-12));
    assertThat(lookup.values().get("b").get(0))
        .isCloseTo((15 + smoothing * 3.5) / (4 + smoothing), within(1e-12));
    assertThat(lookup.values().get("c").get(0))
        .isCloseTo((12 + smoothing * 3.5) / (2 + smoothing), within(1e-12));
    assertThat(lookup.unseen()).containsExactly(3.5);
  }

  @Test
  void categories_that_say_nothing_get_nearly_the_mean_of_all() {
    Lookup noise = new TargetMeans(categories(), numbers(0, 1), null, blocks()).lookup();
    Lookup signal = new TargetMeans(categories(), numbers(3, 1), null, blocks()).lookup();

    assertThat(deviation(noise)).isLessThan(0.05);
    assertThat(deviation(signal)).isGreaterThan(2.5);
  }

  private static double deviation(Lookup lookup) {
    double prior = lookup.unseen().get(0);
    return Math.sqrt(
        lookup.values().values().stream()
            .mapToDouble(row -> Math.pow(row.get(0) - prior, 2))
            .average()
            .orElse(0));
  }

  @Test
  void a_row_never_sees_its_own_target() {
    Column column = categories();
    double[] values = numbers(3, 1).values();
    float[] before = outOfFold(column, values, blocks());
    double[] changed = values.clone();
    changed[7] += 1;
    float[] after = outOfFold(column, changed, blocks());

    // The prior and the smoothing are of all rows, and move by little.
    assertThat(after[7]).isCloseTo(before[7], within(0.02f));
    assertThat(after[8]).isGreaterThan(before[8] + 0.05f);
  }

  @Test
  void judged_rows_teach_nothing_and_see_all_others() {
    int[] blocks = blocks();
    for (int i = 9; i < ROWS; i += 10) {
      blocks[i] = TargetMeans.JUDGED;
    }
    double[] values = numbers(3, 1).values();
    double[] changed = values.clone();
    changed[9] += 1000;
    TargetMeans means = means(categories(), values, blocks);

    assertThat(means(categories(), changed, blocks).lookup()).isEqualTo(means.lookup());
    float[] cells = new float[ROWS];
    means.writeOutOfFold(cells, 1, 0);
    List<Double> served = means.lookup().values().get("c0");
    assertThat(cells[9]).isEqualTo(served.get(0).floatValue());
  }

  @Test
  void missing_values_have_a_mean_of_their_own() {
    Column column = Column.strings(null, null, "a", "a", null, "a");
    double[] values = {1, 1, 0, 0, 1, 0};
    Lookup lookup = means(column, values, new int[6]).lookup();

    assertThat(lookup.missing().get(0)).isGreaterThan(lookup.values().get("a").get(0));
  }

  @Test
  void each_class_of_several_has_a_mean() {
    Column column = Column.strings("a", "a", "b", "b", "c", "c");
    Truth truth =
        new Truth(Target.multiclass("y", List.of("x", "y", "z")), new double[] {0, 0, 1, 1, 2, 2});
    Lookup lookup = new TargetMeans(column, truth, null, new int[6]).lookup();

    assertThat(lookup.outputs()).containsExactly("mean=x", "mean=y", "mean=z");
    List<Double> ofB = lookup.values().get("b");
    assertThat(ofB.get(1)).isGreaterThan(0.5);
    assertThat(ofB.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void heavy_rows_count_more() {
    Column column = Column.strings("a", "a", "b", "b");
    Truth truth = new Truth(Target.regression("y"), new double[] {0, 1, 3, 3});
    float[] weights = {1, 9, 5, 5};
    Lookup even = new TargetMeans(column, truth, null, new int[4]).lookup();
    Lookup heavy = new TargetMeans(column, truth, weights, new int[4]).lookup();

    assertThat(heavy.values().get("a").get(0)).isGreaterThan(even.values().get("a").get(0));
  }

  private static float[] outOfFold(Column column, double[] values, int[] blocks) {
    float[] cells = new float[values.length];
    means(column, values, blocks).writeOutOfFold(cells, 1, 0);
    return cells;
  }

  private static TargetMeans means(Column column, double[] values, int[] blocks) {
    return new TargetMeans(column, new Truth(Target.regression("y"), values), null, blocks);
  }
}
