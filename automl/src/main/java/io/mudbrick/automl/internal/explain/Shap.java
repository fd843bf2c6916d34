package io.mudbrick.automl.internal.explain;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Shapley values of raw columns: for each row, the base plus its values is the raw score.
 *
 * @param rows that are explained, as many as {@code values} has
 */
public record Shap(Frame rows, Contributions values, Method method) {
  /** Few enough to look at the clock, enough to share what preparing costs. */
  private static final int CHUNK = 25;

  /** How long the clock is not looked at: a row of a deep forest may take a tenth of a second. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** How the values came about. */
  public enum Method {
    /** TreeSHAP, or exact for a linear model; of blends the mean of the members' values. */
    EXACT,
    /** Permutation sampling against background rows. */
    SAMPLED
  }

  /**
   * By the model itself where it can say.
   *
   * @param patience how long all rows may take; deep forests take the square of their depth
   * @return null when there was no time for any row, or all rows would take too long
   * @throws PlatformException BAD_REQUEST when the model cannot say
   */
  static @Nullable Shap exact(Subject subject, Duration patience, BooleanSupplier over) {
    Frame rows = subject.rows();
    List<Contributions> chunks = new ArrayList<>();
    int done = 0;
    int most = CHUNK;
    // The first row warms up, the next few tell what a row takes.
    for (int chunk = 1;
        done < rows.rows() && !over.getAsBoolean();
        chunk = Math.min(4 * chunk, most)) {
      int to = Math.min(rows.rows(), done + chunk);
      long begin = System.nanoTime();
      chunks.add(subject.scorer().contributionsByColumn(rows.slice(done, to)));
      long all = (System.nanoTime() - begin) / (to - done) * rows.rows();
      if (chunks.size() == 2 && all > patience.toNanos()) {
        return null;
      }
      done = to;
      most = (int) Math.max(1, Math.min(CHUNK, LOOK.toNanos() * rows.rows() / Math.max(1, all)));
    }
    return done == 0 ? null : new Shap(rows.slice(0, done), joined(chunks, done), Method.EXACT);
  }

  private static Contributions joined(List<Contributions> chunks, int rows) {
    Contributions first = chunks.get(0);
    double[] values = new double[rows * first.outputs() * first.features().size()];
    int at = 0;
    for (Contributions chunk : chunks) {
      System.arraycopy(chunk.values(), 0, values, at, chunk.values().length);
      at += chunk.values().length;
    }
    return new Contributions(rows, first.features(), first.outputs(), first.base(), values);
  }

  /** The mean absolute value of a column for one output. */
  public double importance(int column, int output) {
    double sum = 0;
    for (int row = 0; row < values.rows(); row++) {
      sum += Math.abs(values.value(row, output, column));
    }
    return sum / values.rows();
  }

  /** The mean absolute value of a column, added up over the outputs. */
  public double importance(int column) {
    return IntStream.range(0, values.outputs()).mapToDouble(k -> importance(column, k)).sum();
  }

  /** The columns by falling importance. */
  public List<Integer> ranked() {
    double[] importance =
        IntStream.range(0, values.features().size()).mapToDouble(this::importance).toArray();
    return IntStream.range(0, importance.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> importance[i]).reversed())
        .toList();
  }
}
