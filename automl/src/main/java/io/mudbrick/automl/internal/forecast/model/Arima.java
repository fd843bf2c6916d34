package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.forecast.model.ArimaFit.Found;
import io.mudbrick.automl.internal.train.Allowance;
import java.util.ArrayList;
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
    Plan plan = plan(series);
    Found best = search(plan.recent(), allowance);
    ArimaFit whole = plan.whole();
    Found found = whole.fit(best.order(), best, FINE);
    return whole.fitted(found, plan.scale, plan.workingDays ? series.timeline() : null);
  }

  /** On which scale, with which regressors and differences. */
  private record Plan(
      Series series,
      Scale scale,
      boolean workingDays,
      boolean covariates,
      Differencing differencing) {

    ArimaFit whole() {
      return fit(series.length());
    }

    ArimaFit recent() {
      return fit(Math.min(series.length(), ENOUGH));
    }

    private ArimaFit fit(int count) {
      int from = series.length() - count;
      List<double[]> columns = new ArrayList<>();
      for (double[] column : Regressors.of(series, workingDays)) {
        columns.add(java.util.Arrays.copyOfRange(column, from, series.length()));
      }
      double[] y = java.util.Arrays.copyOfRange(series.values(), from, series.length());
      return new ArimaFit(scale.to(y), columns, differencing);
    }
  }

  private static Plan plan(Series series) {
    int season = series.season();
    List<Plan> plans = new ArrayList<>();
    for (Scale scale : Scale.values()) {
      if (scale == Scale.LOG && !Stats.positive(series.values())) {
        continue;
      }
      Differencing differencing = Differencing.of(scale.to(series.values()), season);
      plans.add(new Plan(series, scale, false, true, differencing));
      if (Regressors.hasWorkingDays(series.timeline()) && series.length() > 3 * season) {
        plans.add(new Plan(series, scale, true, true, differencing));
      }
    }
    Plan best = plans.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (Plan plan : plans) {
      // The likelihoods compare only over the same values and differences.
      Differencing same = new Differencing(1, season > 1 ? 1 : 0, season);
      Plan judged = new Plan(series, plan.scale, plan.workingDays, plan.covariates, same);
      ArimaOrder order = new ArimaOrder(0, 1, 0, season > 1 ? 1 : 0, false);
      double aicc = judged.recent().fit(order, null, ROUGH).aicc() + jacobian(judged, same.lost());
      if (aicc < least) {
        least = aicc;
        best = plan;
      }
    }
    return best;
  }

  /** What logarithms do to the density. */
  private static double jacobian(Plan plan, int lost) {
    if (plan.scale == Scale.LEVEL) {
      return 0;
    }
    double[] y = plan.series.values();
    double sum = 0;
    for (int i = y.length - Math.min(y.length, ENOUGH) + lost; i < y.length; i++) {
      sum += Math.log(y[i]);
    }
    return 2 * sum;
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
