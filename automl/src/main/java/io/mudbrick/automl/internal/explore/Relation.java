package io.mudbrick.automl.internal.explore;

import io.mudbrick.automl.internal.metrics.Correlation;
import io.mudbrick.automl.internal.metrics.Ranks;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a column goes with the target.
 *
 * @param counts rows with a target, by group
 * @param shares of each class, by group; of a regression none
 * @param means of a number, by group; of a classification none
 * @param errors standard errors of those means
 * @param signal how much of the target's uncertainty (classes: entropy, numbers: variance) knowing
 *     the group takes away, from 0 to 1, corrected for what chance would seem to
 * @param ranking the area under the ROC curve when rows are ranked by the column, of the better
 *     direction; of numbers the rank correlation. NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record Relation(
    RowGroups groups,
    int[] counts,
    double[][] shares,
    double[] means,
    double[] errors,
    double signal,
    double ranking) {

  /** Null when no row has both. */
  static @Nullable Relation of(Facts facts, ExploredData subject) {
    RowGroups groups = RowGroups.of(facts);
    return subject.classes() > 0
        ? classes(facts, groups, subject.truth(), subject.classes())
        : numbers(facts, groups, subject.truth());
  }

  private static @Nullable Relation classes(
      Facts facts, RowGroups groups, double[] truth, int classes) {
    int[] counts = new int[groups.size()];
    double[][] table = new double[groups.size()][classes];
    double[] ofClass = new double[classes];
    int rows = 0;
    for (int row = 0; row < truth.length; row++) {
      if (!Double.isNaN(truth[row])) {
        counts[groups.of()[row]]++;
        table[groups.of()[row]][(int) truth[row]]++;
        ofClass[(int) truth[row]]++;
        rows++;
      }
    }
    if (rows == 0) {
      return null;
    }
    double shared = 0;
    for (int group = 0; group < table.length; group++) {
      for (int c = 0; c < classes; c++) {
        if (table[group][c] > 0) {
          shared +=
              table[group][c]
                  / rows
                  * Math.log(table[group][c] * rows / (counts[group] * ofClass[c]));
        }
      }
    }
    double entropy = 0;
    for (double count : ofClass) {
      entropy -= count > 0 ? count / rows * Math.log(count / rows) : 0;
    }
    double byChance = (filled(counts) - 1) * (classes - 1) / (2.0 * rows);
    double signal = entropy > 0 ? Math.max(0, (shared - byChance) / entropy) : 0;
    for (int group = 0; group < table.length; group++) {
      for (int c = 0; c < classes; c++) {
        table[group][c] = counts[group] == 0 ? 0 : table[group][c] / counts[group];
      }
    }
    double auc = classes == 2 ? auc(facts.values(), truth) : Double.NaN;
    return new Relation(
        groups, counts, table, new double[0], new double[0], Math.min(1, signal), auc);
  }

  private static double auc(Values values, double[] truth) {
    if (!values.kind().measured()) {
      return Double.NaN;
    }
    int[] both =
        IntStream.range(0, truth.length)
            .filter(row -> !Double.isNaN(truth[row]) && Double.isFinite(values.measure(row)))
            .toArray();
    double[] ranks = Ranks.of(Arrays.stream(both).mapToDouble(values::measure).toArray());
    double auc = Ranks.rocAuc(ranks, i -> truth[both[i]] == 1);
    return Math.max(auc, 1 - auc);
  }

  private static @Nullable Relation numbers(Facts facts, RowGroups groups, double[] truth) {
    int[] counts = new int[groups.size()];
    double[] means = new double[groups.size()];
    double all = 0;
    int rows = 0;
    for (int row = 0; row < truth.length; row++) {
      if (!Double.isNaN(truth[row])) {
        counts[groups.of()[row]]++;
        means[groups.of()[row]] += truth[row];
        all += truth[row];
        rows++;
      }
    }
    if (rows == 0) {
      return null;
    }
    for (int group = 0; group < means.length; group++) {
      means[group] /= counts[group];
    }
    double total = 0;
    double[] within = new double[groups.size()];
    for (int row = 0; row < truth.length; row++) {
      if (!Double.isNaN(truth[row])) {
        double off = truth[row] - means[groups.of()[row]];
        within[groups.of()[row]] += off * off;
        total += (truth[row] - all / rows) * (truth[row] - all / rows);
      }
    }
    int filled = filled(counts);
    double left = Arrays.stream(within).sum() / Math.max(1, rows - filled);
    double signal = total > 0 && rows > 1 ? Math.max(0, 1 - left / (total / (rows - 1))) : 0;
    double[] errors = new double[groups.size()];
    for (int group = 0; group < errors.length; group++) {
      errors[group] =
          counts[group] < 2 ? 0 : Math.sqrt(within[group] / (counts[group] - 1) / counts[group]);
    }
    double rank =
        facts.values().kind().measured()
            ? Correlation.spearman(measures(facts.values()), truth)
            : Double.NaN;
    return new Relation(groups, counts, new double[0][], means, errors, Math.min(1, signal), rank);
  }

  private static double[] measures(Values values) {
    double[] measures = new double[values.size()];
    Arrays.setAll(measures, values::measure);
    return measures;
  }

  private static int filled(int[] counts) {
    return (int) Arrays.stream(counts).filter(count -> count > 0).count();
  }
}
