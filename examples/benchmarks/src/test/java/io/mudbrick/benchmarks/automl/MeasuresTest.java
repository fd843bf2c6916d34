package io.mudbrick.benchmarks.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of scikit-learn 1.9 and SciPy 1.17. */
class MeasuresTest {
  private static final int[] CLASSES = {0, 0, 1, 1, 1};
  private static final double[][] SHARES = {
    {0.9, 0.1}, {0.4, 0.6}, {0.4, 0.6}, {0.3, 0.7}, {0.8, 0.2}
  };

  @Test
  void classes_are_measured_as_scikit_learn_does() {
    assertThat(Score.auc(CLASSES, SHARES)).isCloseTo(0.75, within(1e-12));
    assertThat(Score.logLoss(CLASSES, SHARES)).isCloseTo(0.6997179455, within(1e-9));
  }

  @Test
  void a_class_that_was_never_heard_of_costs_much_and_not_without_end() {
    assertThat(Score.logLoss(new int[] {-1}, new double[][] {{0.5, 0.5}}))
        .isCloseTo(-Math.log(1e-15), within(1e-9));
  }

  @Test
  void pairs_are_judged_as_scipy_does() {
    Pairs pairs =
        new Pairs(
            List.of(0.9, 0.95, 1.02, 0.97, 0.8, 0.99, 1.05, 0.93, 0.92, 0.96),
            List.of(0.01, -0.002, 0.0),
            1,
            0);

    assertThat(pairs.wilcoxon()).isCloseTo(0.041491, within(1e-6));
    assertThat(pairs.winRate()).isCloseTo(8 / 11.0, within(1e-12));
    assertThat(pairs.aucWinRate()).isCloseTo(0.5, within(1e-12));
    assertThat(pairs.meanLossChange()).isCloseTo(-0.053372, within(1e-6));
  }

  @Test
  void a_split_keeps_every_class_on_both_sides_and_no_row_twice(@TempDir Path folder)
      throws Exception {
    StringBuilder csv = new StringBuilder("id,class\n");
    for (int i = 0; i < 100; i++) {
      csv.append(i).append(',').append(i == 99 ? "NA" : i < 10 ? "rare" : "usual").append('\n');
    }
    Files.writeString(folder.resolve("credit-g.csv"), csv);
    DataSet data = new DataSet("credit-g", "class", DataSet.Task.BINARY, false);

    Split split = Split.of(data, 1, folder, folder.resolve("results"));

    Rows train = Rows.read(split.folder().resolve("train.csv"));
    Rows test = Rows.read(split.folder().resolve("test.csv"));
    Rows truth = Rows.read(split.folder().resolve("truth.csv"));
    assertThat(test.header()).containsExactly("id");
    assertThat(train.column("class")).filteredOn("rare"::equals).hasSize(7);
    assertThat(truth.column("class")).filteredOn("rare"::equals).hasSize(3);
    Set<String> ids = new HashSet<>(train.column("id"));
    ids.addAll(test.column("id"));
    assertThat(ids).hasSize(99).hasSize(train.rows().size() + test.rows().size());
  }
}
