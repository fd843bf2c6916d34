package io.mudbrick.automl.internal.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How much rows count in a metric. Immutable. */
public final class Weights {
  /** Each row as much as the others. */
  public static final Weights EQUAL = new Weights(null);

  private final float @Nullable [] values;

  private Weights(float @Nullable [] values) {
    this.values = values;
  }

  /**
   * One weight a row.
   *
   * @param values none below 0; null when all count the same
   */
  public static Weights of(float @Nullable [] values) {
    return values == null || same(values) ? EQUAL : new Weights(values.clone());
  }

  private static boolean same(float[] values) {
    return IntStream.range(1, values.length).allMatch(i -> values[i] == values[0]);
  }

  /** Whether all rows count the same. */
  boolean areEqual() {
    return values == null;
  }

  double at(int row) {
    return values == null ? 1 : values[row];
  }

  /** Of the first rows. */
  double sum(int rows) {
    return values == null ? rows : IntStream.range(0, rows).mapToDouble(this::at).sum();
  }

  /** How many rows of equal weight tell as much as these (Kish, 1965). */
  double effective(int rows) {
    double sum = sum(rows);
    return sum * sum / IntStream.range(0, rows).mapToDouble(i -> at(i) * at(i)).sum();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Weights weights && Arrays.equals(values, weights.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
