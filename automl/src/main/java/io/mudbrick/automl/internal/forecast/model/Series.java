package io.mudbrick.automl.internal.forecast.model;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers at regular times, without gaps: whoever makes one has filled them. The arrays are shared,
 * not copied.
 *
 * @param name of the series among others
 * @param covariates further columns, each with a number for each value
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record Series(String name, Timeline timeline, double[] values, List<double[]> covariates) {
  public Series {
    covariates = List.copyOf(covariates);
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a series has no gaps");
      }
    }
    for (double[] column : covariates) {
      if (column.length != values.length) {
        throw new IllegalArgumentException("a covariate is as long as its series");
      }
    }
  }

  public static Series of(String name, Timeline timeline, double... values) {
    return new Series(name, timeline, values, List.of());
  }

  public int length() {
    return values.length;
  }

  /** What was known after so many values. */
  public Series first(int count) {
    return new Series(
        name,
        timeline,
        Arrays.copyOf(values, count),
        covariates.stream().map(column -> Arrays.copyOf(column, count)).toList());
  }

  /** The last values, or all when there are not so many. */
  Series last(int count) {
    int from = Math.max(0, values.length - count);
    return new Series(
        name,
        timeline.from(from),
        Arrays.copyOfRange(values, from, values.length),
        covariates.stream().map(c -> Arrays.copyOfRange(c, from, values.length)).toList());
  }

  /** What a forecast made after so many values looks at: the covariates of the next ones. */
  Outlook outlook(int from, int horizon, Holidays holidays) {
    return Outlook.of(horizon)
        .with(holidays)
        .with(covariates.stream().map(c -> Arrays.copyOfRange(c, from, from + horizon)).toList());
  }

  Series with(double[] other) {
    return new Series(name, timeline, other, covariates);
  }

  /** The main season, or 1 when the series is too short to show it twice. */
  public int season() {
    int season = timeline.season();
    return values.length > 2 * season ? season : 1;
  }
}
