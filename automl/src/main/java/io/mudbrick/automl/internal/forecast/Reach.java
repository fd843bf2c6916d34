package io.mudbrick.automl.internal.forecast;

/** How many steps ahead a forecasting model answers. */
public final class Reach {
  /** Whoever serves a model asks it for longer than the table of forecasts goes. */
  private static final int HORIZONS = 10;

  private static final int STEPS = 100;

  /** However many series there are, so that a model serves on while its first horizon passes. */
  private static final int FEWEST_HORIZONS = 2;

  /** Of all series together: a few megabytes, and no second to compute. */
  private static final int ALL_STEPS = 100_000;

  private Reach() {}

  /**
   * For one of so many series.
   *
   * @throws ArithmeticException when the horizon is beyond all measure
   */
  public static int of(int horizon, int series) {
    long wanted = Math.max(STEPS, (long) HORIZONS * horizon);
    long share = ALL_STEPS / Math.max(1, series);
    return Math.toIntExact(Math.max((long) FEWEST_HORIZONS * horizon, Math.min(wanted, share)));
  }
}
