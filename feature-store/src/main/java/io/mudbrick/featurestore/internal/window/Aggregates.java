package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnType.Decimal;
import io.mudbrick.catalog.delta.ColumnType.Storage;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.join.KeyCodes;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.Aggregate.Kind;
import java.util.List;

/** Which aggregate makes what of which column. */
final class Aggregates {
  private Aggregates() {}

  /**
   * The type of the answer.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when the function does
   *     not take the column or its argument
   */
  static ColumnType type(Aggregate function, Column input) {
    checkArgument(function);
    ColumnType type = input.type();
    boolean fits =
        switch (function.kind()) {
          case SUM, AVG, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP -> isNumber(type);
          case APPROX_PERCENTILE -> isNumber(type) || isTime(type);
          case MIN, MAX -> type.storage() != Storage.BINARIES && type.storage() != Storage.NESTED;
          case COUNT, FIRST, LAST, APPROX_COUNT_DISTINCT -> true;
        };
    if (!fits) {
      throw FeatureStoreErrors.badAggregate(function.kind().word(), input);
    }
    return switch (function.kind()) {
      case COUNT, APPROX_COUNT_DISTINCT -> ColumnType.LONG;
      case SUM -> sumType(type);
      case AVG -> type instanceof Decimal of ? DecimalState.type(of, true) : ColumnType.DOUBLE;
      case STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP -> ColumnType.DOUBLE;
      case MIN, MAX, FIRST, LAST, APPROX_PERCENTILE -> type;
    };
  }

  private static ColumnType sumType(ColumnType type) {
    if (type instanceof Decimal of) {
      return DecimalState.type(of, false);
    }
    return isWhole(type) ? ColumnType.LONG : ColumnType.DOUBLE;
  }

  private static void checkArgument(Aggregate function) {
    Double argument = function.argument();
    Long accuracy = function.accuracy();
    boolean percentile = function.kind() == Kind.APPROX_PERCENTILE;
    if (percentile && (argument == null || !(argument >= 0 && argument <= 1))) {
      throw FeatureStoreErrors.badFeature(
          function.input(), "has an approx_percentile without a percentile from 0 to 1");
    }
    if (percentile && accuracy != null && accuracy < 1) {
      throw FeatureStoreErrors.badFeature(
          function.input(), "has an approx_percentile with an accuracy below 1");
    }
    if (function.kind() == Kind.APPROX_COUNT_DISTINCT
        && argument != null
        && !(argument > 0 && argument <= 0.39)) {
      throw FeatureStoreErrors.badFeature(
          function.input(),
          "has an approx_count_distinct whose relative_sd is not within (0, 0.39]");
    }
  }

  private static boolean isWhole(ColumnType type) {
    return type == ColumnType.BYTE
        || type == ColumnType.SHORT
        || type == ColumnType.INT
        || type == ColumnType.LONG;
  }

  private static boolean isNumber(ColumnType type) {
    return isWhole(type)
        || type == ColumnType.FLOAT
        || type == ColumnType.DOUBLE
        || type instanceof Decimal;
  }

  private static boolean isTime(ColumnType type) {
    return type == ColumnType.DATE || type == ColumnType.TIMESTAMP;
  }

  /** A window that computes a function. */
  static WindowState state(Aggregate function, ColumnVector input, int results) {
    boolean decimal = input.type() instanceof Decimal;
    String column = function.input();
    return switch (function.kind()) {
      case COUNT -> new LongState.Count(input, results);
      case SUM, AVG -> {
        boolean average = function.kind() == Kind.AVG;
        if (decimal) {
          yield new DecimalState(input, results, average, column);
        }
        if (!isWhole(input.type())) {
          yield new DoubleState.Sum(input, results, average);
        }
        yield average
            ? new DoubleState.WideAverage(input, results)
            : new LongState.Sum(input, results, column);
      }
      case STDDEV_POP -> new DoubleState.Variance(input, results, false, true);
      case STDDEV_SAMP -> new DoubleState.Variance(input, results, true, true);
      case VAR_POP -> new DoubleState.Variance(input, results, false, false);
      case VAR_SAMP -> new DoubleState.Variance(input, results, true, false);
      case MIN -> new PlaceState.Extreme(input, results, Ranks.keys(input), false);
      case MAX -> new PlaceState.Extreme(input, results, Ranks.keys(input), true);
      case FIRST -> new PlaceState.Edge(input, results, false);
      case LAST -> new PlaceState.Edge(input, results, true);
      case APPROX_COUNT_DISTINCT -> {
        KeyCodes codes = new KeyCodes(List.of(input));
        yield new LongState.Distinct(results, codes.codes(), codes.size());
      }
      case APPROX_PERCENTILE ->
          new PlaceState.Percentile(
              input,
              results,
              Ranks.of(input),
              function.argument() == null ? 0.5 : function.argument());
    };
  }
}
