package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import java.util.Arrays;

/** Aggregates that come to a whole number. */
abstract class LongState extends WindowState {
  private final long[] values;
  private final boolean[] nulls;

  LongState(int results) {
    values = new long[results];
    nulls = new boolean[results];
    Arrays.fill(nulls, true);
  }

  final void put(int result, long value) {
    values[result] = value;
    nulls[result] = false;
  }

  @Override
  final ColumnVector results() {
    return ColumnVector.of(ColumnType.LONG, values, nulls);
  }

  /** How many values there are. */
  static final class Count extends LongState {
    private final ColumnVector input;
    private long count;

    Count(ColumnVector input, int results) {
      super(results);
      this.input = input;
    }

    @Override
    void clear() {
      count = 0;
    }

    @Override
    void add(int row) {
      count += input.isNull(row) ? 0 : 1;
    }

    @Override
    void remove(int row) {
      count -= input.isNull(row) ? 0 : 1;
    }

    @Override
    void note(int result) {
      put(result, count);
    }
  }

  /** How many different values there are. */
  static final class Distinct extends LongState {
    private final int[] codes;
    private final int[] times;
    private long distinct;

    /**
     * @param codes of the values, from 0; negative for null
     */
    Distinct(int results, int[] codes, int size) {
      super(results);
      this.codes = codes;
      this.times = new int[size];
    }

    @Override
    void clear() {
      for (int slot = from(); slot < to(); slot++) {
        remove(slot);
      }
    }

    @Override
    void add(int row) {
      if (codes[row] >= 0 && times[codes[row]]++ == 0) {
        distinct++;
      }
    }

    @Override
    void remove(int row) {
      if (codes[row] >= 0 && --times[codes[row]] == 0) {
        distinct--;
      }
    }

    @Override
    void note(int result) {
      put(result, distinct);
    }
  }

  /** The sum of whole numbers, which is exact on the way and must fit in the end. */
  static final class Sum extends LongState {
    private final WideSum sum;
    private final String column;

    Sum(ColumnVector input, int results, String column) {
      super(results);
      this.sum = new WideSum(input);
      this.column = column;
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
        if (!sum.fits()) {
          throw FeatureStoreErrors.sumOverflow(column);
        }
        put(result, sum.low());
      }
    }
  }
}
