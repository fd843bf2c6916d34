package io.mudbrick.automl;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * The kinds of models that forecast; {@code exclude_frameworks} leaves some out. What the product's
 * frameworks name has the nearest family: {@code prophet} is {@link #TREND}, {@code deepar} {@link
 * #GLOBAL}.
 */
public enum ForecastFamily implements Family {
  /** The value of the same season before, with or without drift. */
  NAIVE("naive", "SeasonalNaive"),
  /** Exponential smoothing. */
  ETS("ets", "ETS"),
  /** The Theta method. */
  THETA("theta", "Theta"),
  /** Seasonal ARIMA, its orders searched for. */
  ARIMA("arima", "ARIMA"),
  /** A trend with bends, Fourier seasons and holidays, as Prophet has them. */
  TREND("prophet", "Trend"),
  /** One boosted model of all series, on lags and the calendar. */
  GLOBAL("deepar", "Global"),
  /** Others, combined. */
  COMBINATION("combination", "Combination");

  private final String wireName;
  private final String label;

  ForecastFamily(String wireName, String label) {
    this.wireName = wireName;
    this.label = label;
  }

  /**
   * The family of that name.
   *
   * @param name such as {@code arima}, in any case
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when there is none
   */
  public static ForecastFamily ofWireName(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(family -> family.wireName.equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                AutoMlErrors.unknownFamily(
                    name, Stream.of(values()).map(ForecastFamily::wireName).toList()));
  }

  @Override
  public String wireName() {
    return wireName;
  }

  @Override
  public String label() {
    return label;
  }
}
