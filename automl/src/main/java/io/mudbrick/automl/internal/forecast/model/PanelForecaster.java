package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;
import java.util.List;

/** Fits many series: each for itself, or what they have in common. */
public interface PanelForecaster {
  /** As it stands on a leaderboard. */
  String name();

  /** A fitted model for each of the series, in their order. */
  List<FittedForecaster> fit(List<Series> series, Allowance allowance);

  /** Each series for itself, many beside each other; the answers do not depend on how many. */
  static PanelForecaster each(Forecaster forecaster) {
    return new PanelForecaster() {
      @Override
      public String name() {
        return forecaster.name();
      }

      @Override
      public List<FittedForecaster> fit(List<Series> series, Allowance allowance) {
        return series.parallelStream().map(one -> forecaster.fit(one, allowance)).toList();
      }
    };
  }
}
