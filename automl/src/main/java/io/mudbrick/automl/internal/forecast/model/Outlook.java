package io.mudbrick.automl.internal.forecast.model;

import java.util.List;

/**
 * What is asked of a fitted model, and what is known of the time to come.
 *
 * @param horizon how many values
 * @param levels of the intervals, each between 0 and 1: 0.8 and 0.95 unless told
 * @param covariates the columns that the series had, each with a number for each value asked for
 */
public record Outlook(
    int horizon, List<Double> levels, Holidays holidays, List<double[]> covariates) {
  private static final List<Double> LEVELS = List.of(0.8, 0.95);

  public Outlook {
    levels = List.copyOf(levels);
    covariates = List.copyOf(covariates);
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon: " + horizon);
    }
  }

  public static Outlook of(int horizon) {
    return new Outlook(horizon, LEVELS, Holidays.NONE, List.of());
  }

  public Outlook with(Holidays other) {
    return new Outlook(horizon, levels, other, covariates);
  }

  public Outlook with(List<double[]> columns) {
    return new Outlook(horizon, levels, holidays, columns);
  }

  public Outlook levels(List<Double> others) {
    return new Outlook(horizon, others, holidays, covariates);
  }
}
