package io.mudbrick.automl.internal.explain;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shapley values of any model by walks (Strumbelj and Kononenko, 2014): a background row becomes
 * the explained row one column at a time, in a random order and then in the reverse one, and each
 * step's change of the score is that column's. Every row is walked to from the same background
 * rows, so that the values add up exactly to its score less their mean score.
 */
final class SamplingShap {
  /** How many rows are scored at the most. */
  private static final int MOST_SCORED = 60_000;

  private static final int MOST_ROWS = 200;
  private static final int MOST_BACKGROUND = 100;
  private static final int LEAST_BACKGROUND = 10;

  private final Subject subject;
  private final List<String> names;
  private final int outputs;
  private final int explained;
  private final int background;
  private final Frame source;
  private final double[] scores;
  private final SplittableRandom random;

  /**
   * @param subject with at least one row; some are explained, some the background
   */
  SamplingShap(Subject subject, long seed) {
    this.subject = subject;
    this.names = subject.rows().names();
    this.outputs = subject.outputs();
    this.random = new SplittableRandom(seed);
    int count = subject.rows().rows();
    int steps = 2 * Math.max(1, names.size() - 1);
    int least = Math.min(LEAST_BACKGROUND, count);
    this.explained = Math.max(1, Math.min(Math.min(MOST_ROWS, count), MOST_SCORED / steps / least));
    this.background =
        Math.max(
            least, Math.min(Math.min(MOST_BACKGROUND, count), MOST_SCORED / steps / explained));
    int[] order = Subject.shuffled(count, random);
    int[] picked = new int[explained + background];
    for (int i = 0; i < picked.length; i++) {
      // where there are enough rows, no row is walked to from itself
      picked[i] = order[i % count];
    }
    this.source = subject.rows().take(picked);
    this.scores = subject.scores(source);
  }

  /**
   * @return null when there was no time for any row
   */
  @Nullable Shap of(BooleanSupplier over) {
    double[] base = new double[outputs];
    for (int b = 0; b < background; b++) {
      for (int k = 0; k < outputs; k++) {
        base[k] += scores[(explained + b) * outputs + k] / background;
      }
    }
    int width = names.size();
    double[] values = new double[explained * outputs * width];
    int done = 0;
    while (done < explained && !over.getAsBoolean()) {
      explain(done, values);
      done++;
    }
    if (done == 0) {
      return null;
    }
    double[] own = Arrays.copyOf(values, done * outputs * width);
    return new Shap(
        source.slice(0, done),
        new Contributions(done, names, outputs, base, own),
        Shap.Method.SAMPLED);
  }

  /** All walks to one row are scored together. */
  private void explain(int row, double[] values) {
    int width = names.size();
    int between = width - 1;
    List<int[]> orders = new ArrayList<>();
    int[][] from = new int[width][2 * background * between];
    for (int b = 0; b < background; b++) {
      int[] order = Subject.shuffled(width, random);
      int[] reverse = new int[width];
      for (int i = 0; i < width; i++) {
        reverse[i] = order[width - 1 - i];
      }
      for (int[] own : List.of(order, reverse)) {
        int at = orders.size() * between;
        for (int place = 0; place < width; place++) {
          for (int step = 1; step <= between; step++) {
            from[own[place]][at + step - 1] = place < step ? row : explained + b;
          }
        }
        orders.add(own);
      }
    }
    double[] walked = between == 0 ? new double[0] : subject.scores(frame(from));
    for (int walk = 0; walk < orders.size(); walk++) {
      for (int k = 0; k < outputs; k++) {
        double before = scores[(explained + walk / 2) * outputs + k];
        for (int place = 0; place < width; place++) {
          double after =
              place == between
                  ? scores[row * outputs + k]
                  : walked[(walk * between + place) * outputs + k];
          values[(row * outputs + k) * width + orders.get(walk)[place]] +=
              (after - before) / orders.size();
          before = after;
        }
      }
    }
  }

  private Frame frame(int[][] from) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < from.length; i++) {
      columns.put(names.get(i), source.column(names.get(i)).take(from[i]));
    }
    return Frame.of(columns);
  }
}
