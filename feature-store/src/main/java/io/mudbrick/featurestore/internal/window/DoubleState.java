package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.util.Arrays;

/** Aggregates that come to a double. */
abstract class DoubleState extends WindowState {
  private final double[] values;
  private final boolean[] nulls;

  DoubleState(int results) {
    values = new double[results];
    nulls = new boolean[results];
    Arrays.fill(nulls, true);
  }

  final void put(int result, double value) {
    values[result] = value;
    nulls[result] = false;
  }

  @Override
  final ColumnVector results() {
    return ColumnVector.of(ColumnType.DOUBLE, values, nulls);
  }

  /** The average of whole numbers. */
  static final class WideAverage extends DoubleState {
    private final WideSum sum;

    WideAverage(ColumnVector input, int results) {
      super(results);
      sum = new WideSum(input);
    }

    @Override
    void clear() {
      sum.clear();
    }

    @Override
    void add(int row) {
      sum.add(row);
    }

    @Override
    void remove(int row) {
      sum.remove(row);
    }

    @Override
    void note(int result) {
      if (sum.count() > 0) {
        put(result, sum.average());
      }
    }
  }

  /** The sum or the average of doubles. */
  static final class Sum extends DoubleState {
    private final ColumnVector input;
    private final double[] numbers;
    private final boolean average;
    private final ExactSum sum = new ExactSum();
    private long count;

    Sum(ColumnVector input, int results, boolean average) {
      super(results);
      this.input = input;
      this.numbers = input.toDoubles();
      this.average = average;
    }

    @Override
    void clear() {
      if (count > 0) {
        sum.clear();
        count = 0;
      }
    }

    @Override
    void add(int row) {
      if (!input.isNull(row)) {
        sum.add(numbers[row]);
        count++;
      }
    }

    @Override
    void remove(int row) {
      if (!input.isNull(row)) {
        sum.remove(numbers[row]);
        count--;
      }
    }

    @Override
    void note(int result) {
      if (count > 0) {
        put(result, average ? sum.value() / count : sum.value());
      }
    }
  }

  /**
   * Variances and their roots, from the exact sums of the values and of their squares: what is lost
   * to rounding is far below a double's last bit unless the values differ in their last bits only.
   */
  static final class Variance extends DoubleState {
    private final ColumnVector input;
    private final double[] numbers;
    private final boolean sample;
    private final boolean root;
    private final ExactSum sum = new ExactSum();
    private final ExactSum squares = new ExactSum();
    private long count;

    Variance(ColumnVector input, int results, boolean sample, boolean root) {
      super(results);
      this.input = input;
      this.numbers = input.toDoubles();
      this.sample = sample;
      this.root = root;
    }

    @Override
    void clear() {
      sum.clear();
      squares.clear();
      count = 0;
    }

    @Override
    void add(int row) {
      if (!input.isNull(row)) {
        double value = numbers[row];
        double square = value * value;
        sum.add(value);
        squares.add(square);
        squares.add(Math.fma(value, value, -square));
        count++;
      }
    }

    @Override
    void remove(int row) {
      if (!input.isNull(row)) {
        double value = numbers[row];
        double square = value * value;
        sum.remove(value);
        squares.remove(square);
        squares.remove(Math.fma(value, value, -square));
        count--;
      }
    }

    @Override
    void note(int result) {
      if (count > (sample ? 1 : 0)) {
        double variance = deviations() / (sample ? count - 1 : count);
        put(result, root ? Math.sqrt(variance) : variance);
      }
    }

    /** The sum of the squared distances from the mean: {@code squares - sum * sum / count}. */
    private double deviations() {
      double high = sum.value();
      double squareHigh = squares.value();
      if (!Double.isFinite(high) || !Double.isFinite(squareHigh)) {
        return Double.NaN;
      }
      double low = rest(sum, high);
      double product = high * high;
      double productLow = Math.fma(high, high, -product) + 2 * high * low;
      double share = product / count;
      double shareLow = (Math.fma(-share, (double) count, product) + productLow) / count;
      double difference = squareHigh - share;
      double taken = difference - squareHigh; // what the subtraction took, and left out
      double lost = (squareHigh - (difference - taken)) + (-share - taken);
      return Math.max(0, difference + (lost + rest(squares, squareHigh) - shareLow));
    }

    /** What a sum is more than its rounded value. */
    private static double rest(ExactSum sum, double rounded) {
      sum.remove(rounded);
      double rest = sum.value();
      sum.add(rounded);
      return rest;
    }
  }
}
