package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Fits many series: each for itself, or what they have in common. */
public interface PanelForecaster {
  /** As it stands on a leaderboard. */
  String name();

  /**
   * A fitted model for each of the series, in their order.
   *
   * @param allowances of each series, by its place; what is fitted to all has the first one's
   */
  List<FittedForecaster> fit(List<Series> series, IntFunction<Allowance> allowances);

  /** The same with one allowance for all of them. */
  default List<FittedForecaster> fit(List<Series> series, Allowance allowance) {
    return fit(series, any -> allowance);
  }

  /** Each series for itself, many beside each other; the answers do not depend on how many. */
  static PanelForecaster each(Forecaster forecaster) {
    return new PanelForecaster() {
      @Override
      public String name() {
        return forecaster.name();
      }

      @Override
      public List<FittedForecaster> fit(List<Series> series, IntFunction<Allowance> allowances) {
        return IntStream.range(0, series.size())
            .parallel()
            .mapToObj(i -> forecaster.fit(series.get(i), allowances.apply(i)))
            .toList();
      }
    };
  }
}
