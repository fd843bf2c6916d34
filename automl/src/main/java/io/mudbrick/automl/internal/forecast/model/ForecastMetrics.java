package io.mudbrick.automl.internal.forecast.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How good forecasts were: of each origin, and the mean over origins. */
final class ForecastMetrics {
  private ForecastMetrics() {}

  /**
   * Keys: smape, mse, rmse, mae, mape, mdape, mase, and coverage of the first band, with
   * coverage_95 and the like for further ones. Shares and not percent, as the product's. What a
   * value of 0 leaves undefined (mape, mdape) is judged on the other values.
   */
  static Map<String, Double> of(List<Backtest.Origin> origins) {
    Map<String, List<Double>> all = new LinkedHashMap<>();
    for (Backtest.Origin origin : origins) {
      of(origin).forEach((k, v) -> all.computeIfAbsent(k, x -> new ArrayList<>()).add(v));
    }
    Map<String, Double> means = new LinkedHashMap<>();
    all.forEach(
        (name, values) ->
            values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .average()
                .ifPresent(mean -> means.put(name, mean)));
    return means;
  }

  static Map<String, Double> of(Backtest.Origin origin) {
    double[] actual = origin.actual();
    double[] mean = origin.forecast().mean();
    int n = actual.length;
    double squares = 0;
    double absolute = 0;
    double symmetric = 0;
    List<Double> relative = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double error = Math.abs(actual[i] - mean[i]);
      squares += error * error / n;
      absolute += error / n;
      double size = Math.abs(actual[i]) + Math.abs(mean[i]);
      symmetric += size == 0 ? 0 : 2 * error / size / n;
      if (actual[i] != 0) {
        relative.add(error / Math.abs(actual[i]));
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("smape", symmetric);
    metrics.put("mse", squares);
    metrics.put("rmse", Math.sqrt(squares));
    metrics.put("mae", absolute);
    double[] sorted = relative.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    metrics.put("mape", Arrays.stream(sorted).average().orElse(Double.NaN));
    metrics.put("mdape", sorted.length == 0 ? Double.NaN : Stats.median(sorted));
    metrics.put("mase", absolute / origin.scale());
    List<Forecast.Band> bands = origin.forecast().bands();
    for (int i = 0; i < bands.size(); i++) {
      Forecast.Band band = bands.get(i);
      String name = i == 0 ? "coverage" : "coverage_" + Math.round(100 * band.level());
      metrics.put(name, covered(actual, band));
    }
    return metrics;
  }

  private static double covered(double[] actual, Forecast.Band band) {
    int inside = 0;
    for (int i = 0; i < actual.length; i++) {
      inside += actual[i] >= band.lower()[i] && actual[i] <= band.upper()[i] ? 1 : 0;
    }
    return (double) inside / actual.length;
  }

  /** What MASE divides by; NaN for a series that repeats itself exactly. */
  static double scale(Series known) {
    double[] y = known.values();
    int season = known.season();
    double sum = 0;
    for (int i = season; i < y.length; i++) {
      sum += Math.abs(y[i] - y[i - season]);
    }
    return sum == 0 ? Double.NaN : sum / (y.length - season);
  }
}
