package io.mudbrick.featurestore.view;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is made of the rows of a window. Nulls of the input are left out, but for {@code first} and
 * {@code last}, which take the row as it is. Over no rows the answer is null, and of the counts 0;
 * where nothing is known of the entity before the window's end, it is null.
 *
 * <p>Sums of doubles are exact and rounded once, so the order of rows does not matter; sums of
 * whole numbers that do not fit a bigint are an error. {@code approx_count_distinct} and {@code
 * approx_percentile} are exact here, which their bounds allow.
 *
 * @param input a column of the source
 * @param argument the percentile, from 0 to 1; the relative standard deviation of a distinct count;
 *     null for the product's own
 * @param accuracy of a percentile, kept for others; null for the product's own
 */
public record Aggregate(
    Kind kind, String input, @Nullable Double argument, @Nullable Long accuracy) {

  /** The functions, under the product's names. */
  public enum Kind {
    /** Of whole numbers a bigint, of others a double, of decimals a decimal ten digits longer. */
    SUM,
    /** A double; of decimals a decimal with four digits more. */
    AVG,
    /** How many values there are. */
    COUNT,
    MIN,
    MAX,
    /** By time; of rows of one time the first in the table. */
    FIRST,
    /** By time; of rows of one time the last in the table. */
    LAST,
    STDDEV_POP,
    STDDEV_SAMP,
    VAR_POP,
    VAR_SAMP,
    APPROX_COUNT_DISTINCT,
    /** The smallest value that is not less than the wanted share of the values. */
    APPROX_PERCENTILE;

    /** As names of features and REST bodies have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Aggregate sum(String input) {
    return of(Kind.SUM, input);
  }

  public static Aggregate avg(String input) {
    return of(Kind.AVG, input);
  }

  public static Aggregate count(String input) {
    return of(Kind.COUNT, input);
  }

  public static Aggregate min(String input) {
    return of(Kind.MIN, input);
  }

  public static Aggregate max(String input) {
    return of(Kind.MAX, input);
  }

  public static Aggregate first(String input) {
    return of(Kind.FIRST, input);
  }

  public static Aggregate last(String input) {
    return of(Kind.LAST, input);
  }

  public static Aggregate stddevPop(String input) {
    return of(Kind.STDDEV_POP, input);
  }

  public static Aggregate stddevSamp(String input) {
    return of(Kind.STDDEV_SAMP, input);
  }

  public static Aggregate varPop(String input) {
    return of(Kind.VAR_POP, input);
  }

  public static Aggregate varSamp(String input) {
    return of(Kind.VAR_SAMP, input);
  }

  public static Aggregate approxCountDistinct(String input) {
    return of(Kind.APPROX_COUNT_DISTINCT, input);
  }

  /**
   * @param percentile from 0 to 1
   */
  public static Aggregate approxPercentile(String input, double percentile) {
    return new Aggregate(Kind.APPROX_PERCENTILE, input, percentile, null);
  }

  /** Any function that takes no argument, or the product's own. */
  public static Aggregate of(Kind kind, String input) {
    return new Aggregate(kind, input, null, null);
  }
}
