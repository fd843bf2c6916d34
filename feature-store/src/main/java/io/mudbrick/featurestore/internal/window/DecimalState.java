package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnType.Decimal;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sum or the average of decimals, as a decimal with more digits. */
final class DecimalState extends WindowState {
  private static final int MOST_DIGITS = 38;
  private final ColumnVector input;
  private final Decimal type;
  private final boolean average;
  private final String column;
  private final @Nullable BigDecimal[] values;
  private final boolean[] nulls;
  private BigDecimal sum = BigDecimal.ZERO;
  private long count;

  DecimalState(ColumnVector input, int results, boolean average, String column) {
    this.input = input;
    this.type = type((Decimal) input.type(), average);
    this.average = average;
    this.column = column;
    this.values = new @Nullable BigDecimal[results];
    this.nulls = new boolean[results];
    Arrays.fill(nulls, true);
  }

  /** The type of the sum or average of a type, as Spark has it. */
  static Decimal type(Decimal of, boolean average) {
    return average
        ? new Decimal(
            Math.min(MOST_DIGITS, of.precision() + 4), Math.min(MOST_DIGITS, of.scale() + 4))
        : new Decimal(Math.min(MOST_DIGITS, of.precision() + 10), of.scale());
  }

  @Override
  void clear() {
    sum = BigDecimal.ZERO;
    count = 0;
  }

  @Override
  void add(int row) {
    BigDecimal value = input.decimals()[row];
    if (value != null && !input.isNull(row)) {
      sum = sum.add(value);
      count++;
    }
  }

  @Override
  void remove(int row) {
    BigDecimal value = input.decimals()[row];
    if (value != null && !input.isNull(row)) {
      sum = sum.subtract(value);
      count--;
    }
  }

  @Override
  void note(int result) {
    if (count > 0) {
      BigDecimal value =
          average
              ? sum.divide(BigDecimal.valueOf(count), type.scale(), RoundingMode.HALF_UP)
              : sum.setScale(type.scale(), RoundingMode.UNNECESSARY);
      if (value.precision() - value.scale() > type.precision() - type.scale()) {
        throw FeatureStoreErrors.sumOverflow(column);
      }
      values[result] = value;
      nulls[result] = false;
    }
  }

  @Override
  ColumnVector results() {
    return ColumnVector.of((ColumnType) type, values, nulls);
  }
}
