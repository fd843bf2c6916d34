package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder.Lookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The mean target of each category, drawn towards the mean of all: the less a category has rows,
 * and the less categories differ from each other in truth, the more.
 *
 * <p>A row that is learned from must not see its own target in its features. So the sums are kept
 * by blocks of rows, and a row gets the means of the other blocks.
 *
 * @see <a href="https://doi.org/10.1145/507533.507538">Micci-Barreca 2001, A Preprocessing Scheme
 *     for High-Cardinality Categorical Attributes</a>
 */
final class TargetMeans {
  /** Of more classes than this the most frequent have a mean each. */
  private static final int MOST_CLASSES = 10;

  /** So much of a row even where categories seem to tell the target exactly. */
  private static final double LEAST_SMOOTHING = 0.1;

  /** The block of rows that are judged only. */
  static final int JUDGED = -1;

  private static final double[] NONE = {};

  private final List<String> levels = new ArrayList<>();

  /** The level of each row; {@code levels.size()} for a missing value. */
  private final int[] codes;

  private final double[][] targets;
  private final List<String> outputs;
  private final float @Nullable [] weights;
  private final int[] blocks;

  /** Sum of weights, then of weighted targets, by block, level and output. */
  private final double[][][] sums;

  private final double[] priors;
  private final double[] smoothing;

  /**
   * @param blocks of each row, from 0; {@link #JUDGED} for rows whose targets teach nothing
   */
  TargetMeans(Column column, Truth truth, float @Nullable [] weights, int[] blocks) {
    this.codes = codes(column, levels);
    this.weights = weights;
    this.blocks = blocks;
    int[] classes = truth.classes() <= 2 ? new int[0] : mostFrequent(truth);
    this.targets = targets(truth, classes);
    this.outputs =
        classes.length == 0
            ? List.of("mean")
            : Arrays.stream(classes)
                .mapToObj(c -> "mean=" + truth.target().classes().get(c))
                .toList();
    this.sums = sums();
    this.priors = new double[targets.length];
    this.smoothing = new double[targets.length];
    double[][] total = total();
    for (int k = 0; k < targets.length; k++) {
      fitSmoothing(total, k);
    }
  }

  private static int[] codes(Column column, List<String> levels) {
    Map<String, Integer> index = new HashMap<>();
    int[] codes = new int[column.size()];
    for (int i = 0; i < codes.length; i++) {
      String text = column.text(i);
      Integer code = text == null ? Integer.valueOf(-1) : index.get(text);
      if (code == null) {
        code = levels.size();
        index.put(text, code);
        levels.add(text);
      }
      codes[i] = code;
    }
    for (int i = 0; i < codes.length; i++) {
      codes[i] = codes[i] < 0 ? levels.size() : codes[i];
    }
    return codes;
  }

  private static int[] mostFrequent(Truth truth) {
    int[] counts = new int[truth.classes()];
    for (double value : truth.values()) {
      counts[(int) value]++;
    }
    return IntStream.range(0, counts.length)
        .boxed()
        .sorted((a, b) -> counts[b] - counts[a])
        .limit(MOST_CLASSES)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private static double[][] targets(Truth truth, int[] classes) {
    if (classes.length == 0) {
      return new double[][] {truth.values()};
    }
    double[][] targets = new double[classes.length][truth.values().length];
    for (int k = 0; k < classes.length; k++) {
      for (int i = 0; i < targets[k].length; i++) {
        targets[k][i] = truth.values()[i] == classes[k] ? 1 : 0;
      }
    }
    return targets;
  }

  private double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  private double[][][] sums() {
    int count = Arrays.stream(blocks).max().orElse(0) + 1;
    int width = targets.length + 1;
    double[][][] made = new double[Math.max(1, count)][levels.size() + 1][width];
    for (int i = 0; i < codes.length; i++) {
      if (blocks[i] != JUDGED) {
        double[] own = made[blocks[i]][codes[i]];
        double weight = weight(i);
        own[0] += weight;
        for (int k = 0; k < targets.length; k++) {
          own[k + 1] += weight * targets[k][i];
        }
      }
    }
    return made;
  }

  private double[][] total() {
    double[][] total = new double[levels.size() + 1][targets.length + 1];
    for (double[][] block : sums) {
      for (int level = 0; level < total.length; level++) {
        for (int k = 0; k < total[level].length; k++) {
          total[level][k] += block[level][k];
        }
      }
    }
    return total;
  }

  /**
   * How many rows of the overall mean are mixed in: the variance within categories over the
   * variance between their true means, by the analysis of variance with random effects.
   */
  private void fitSmoothing(double[][] total, int k) {
    double all = 0;
    double sum = 0;
    double squares = 0;
    double levelSquares = 0;
    double counts = 0;
    int used = 0;
    for (double[] level : total) {
      if (level[0] > 0) {
        used++;
        all += level[0];
        sum += level[k + 1];
        levelSquares += level[k + 1] * level[k + 1] / level[0];
        counts += level[0] * level[0];
      }
    }
    for (int i = 0; i < codes.length; i++) {
      if (blocks[i] != JUDGED) {
        squares += weight(i) * targets[k][i] * targets[k][i];
      }
    }
    priors[k] = all > 0 ? sum / all : 0;
    double between = (levelSquares - sum * priors[k]) / Math.max(1, used - 1);
    double within = (squares - levelSquares) / Math.max(1, all - used);
    double size = (all - counts / Math.max(1, all)) / Math.max(1, used - 1);
    double truly = (between - within) / Math.max(1e-9, size);
    smoothing[k] = truly > 0 ? Math.min(all, Math.max(LEAST_SMOOTHING, within / truly)) : all;
  }

  private double mean(double weight, double sum, int k) {
    return (sum + smoothing[k] * priors[k]) / (weight + smoothing[k]);
  }

  /** The means over all blocks: what serves. */
  Lookup lookup() {
    double[][] total = total();
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (int level = 0; level < levels.size(); level++) {
      values.put(levels.get(level), row(total[level]));
    }
    double[] missing = total[levels.size()];
    List<Double> unseen = Arrays.stream(priors).boxed().toList();
    return new Lookup(outputs, values, missing[0] > 0 ? row(missing) : unseen, unseen);
  }

  private List<Double> row(double[] sum) {
    List<Double> row = new ArrayList<>();
    for (int k = 0; k < outputs.size(); k++) {
      row.add(mean(sum[0], sum[k + 1], k));
    }
    return Collections.unmodifiableList(row);
  }

  /**
   * Writes the means that each row may know over those of {@link #lookup}.
   *
   * @param values rows of {@code width} features, this column's from {@code at} on
   */
  void writeOutOfFold(float[] values, int width, int at) {
    double[][] total = total();
    boolean several = sums.length > 1;
    for (int i = 0; i < codes.length; i++) {
      double[] all = total[codes[i]];
      double[] own = several && blocks[i] != JUDGED ? sums[blocks[i]][codes[i]] : NONE;
      for (int k = 0; k < outputs.size(); k++) {
        double weight = all[0] - (own.length == 0 ? 0 : own[0]);
        double sum = all[k + 1] - (own.length == 0 ? 0 : own[k + 1]);
        values[i * width + at + k] = (float) mean(Math.max(0, weight), sum, k);
      }
    }
  }
}
