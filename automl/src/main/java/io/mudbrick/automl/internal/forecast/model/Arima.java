package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.forecast.model.ArimaFit.Found;
import io.mudbrick.automl.internal.train.Allowance;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Seasonal ARIMA with automatic orders (Hyndman and Khandakar, 2008), every fit by exact maximum
 * likelihood. Before that it asks of a plain seasonal moving average whether the series is better
 * taken as logarithms, and whether working days and covariates count.
 */
final class Arima implements Forecaster {
  /** Beyond so many values the orders are chosen by the last of them. */
  private static final int ENOUGH = 600;

  private static final int MOST_TRIED = 60;
  private static final int ROUGH = 25;
  private static final int FINE = 100;

  @Override
  public String name() {
    return "ARIMA";
  }

  @Override
  public FittedForecaster fit(Series series, Allowance allowance) {
    if (series.length() < 10 || Stats.constant(series.values())) {
      return new SeasonalNaive(false).fit(series, allowance);
    }
    Series recent = series.last(ENOUGH);
    Scale scale = scale(recent);
    Differencing differencing = Differencing.of(scale.to(recent.values()), series.season());
    boolean workingDays = Airline.of(recent, scale).gain() > 0;
    Found best = search(fit(recent, scale, workingDays, differencing), allowance);
    ArimaFit whole = fit(series, scale, workingDays, differencing);
    Found found = whole.fit(best.order(), best, FINE);
    return whole.fitted(found, scale, workingDays ? series.timeline() : null);
  }

  /** The scale on which a plain seasonal moving average fits best. */
  static Scale scale(Series series) {
    return Scale.of(series.values()).stream()
        .min(Comparator.comparingDouble(scale -> Airline.of(series, scale).aicc()))
        .orElseThrow();
  }

  private static ArimaFit fit(
      Series series, Scale scale, boolean workingDays, Differencing differencing) {
    return new ArimaFit(
        scale.to(series.values()), Regressors.of(series, workingDays), differencing);
  }

  private static Found search(ArimaFit fit, Allowance allowance) {
    boolean seasonal = fit.seasonal();
    boolean mean = fit.mayHaveMean();
    int s = seasonal ? 1 : 0;
    List<ArimaOrder> starts =
        List.of(
            new ArimaOrder(0, 1, 0, s, mean),
            new ArimaOrder(2, 2, s, s, mean),
            new ArimaOrder(0, 0, 0, 0, mean),
            new ArimaOrder(1, 0, s, 0, mean));
    Set<ArimaOrder> tried = new HashSet<>(starts);
    Found best = fit.fit(starts.get(0), null, ROUGH);
    for (ArimaOrder order : starts.subList(1, starts.size())) {
      if (!allowance.over().getAsBoolean()) {
        best = better(best, fit.fit(order, null, ROUGH));
      }
    }
    boolean moved = true;
    while (moved) {
      moved = false;
      for (ArimaOrder order : best.order().neighbours(seasonal, mean)) {
        if (tried.size() >= MOST_TRIED || allowance.over().getAsBoolean()) {
          return best;
        }
        if (tried.add(order)) {
          Found next = fit.fit(order, best, ROUGH);
          if (next.aicc() < best.aicc()) {
            best = next;
            moved = true;
            break;
          }
        }
      }
    }
    return best;
  }

  private static Found better(Found one, Found other) {
    return other.aicc() < one.aicc() ? other : one;
  }
}
