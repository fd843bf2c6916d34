package io.mudbrick.featurestore.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in one column.
 *
 * @param type as SQL says it
 * @param count values that are neither null nor NaN
 * @param distinct how many different ones; above {@value #EXACT_BELOW} rows estimated, within some
 *     two percent
 * @param min as text; null where there is no value or no order
 * @param mean of numbers, of booleans as 0 and 1, of times as the number that {@link
 *     io.mudbrick.catalog.delta.ColumnVector#toDoubles} gives; else null, as is what follows
 * @param stddev of a sample
 * @param quantiles the values at 0, 1, 2 ... 100 percent; empty where there is no mean
 * @param top the most frequent values of columns that have few, at most {@value #TOP}
 */
public record ColumnProfile(
    String name,
    String type,
    long count,
    long nulls,
    long nans,
    long distinct,
    @Nullable String min,
    @Nullable String max,
    @Nullable Double mean,
    @Nullable Double stddev,
    List<Double> quantiles,
    List<TopValue> top) {
  /**
   * Up to so many rows every number is exact; of more, quantiles and top values are of a sample.
   */
  public static final int EXACT_BELOW = 65_536;

  /** How many top values there are at most. */
  public static final int TOP = 10;

  /**
   * A frequent value.
   *
   * @param value as text
   * @param share of the values that are not null
   */
  public record TopValue(String value, double share) {}

  public ColumnProfile {
    quantiles = List.copyOf(quantiles);
    top = List.copyOf(top);
  }

  /** The share of rows without a value; 0 of no rows. */
  public double nullShare() {
    long rows = count + nulls + nans;
    return rows == 0 ? 0 : (double) (nulls + nans) / rows;
  }
}
