package io.mudbrick.benchmarks;

import io.mudbrick.automl.internal.forecast.model.Backtest;
import io.mudbrick.automl.internal.forecast.model.Combination;
import io.mudbrick.automl.internal.forecast.model.FittedForecaster;
import io.mudbrick.automl.internal.forecast.model.Holidays;
import io.mudbrick.automl.internal.forecast.model.PanelForecaster;
import io.mudbrick.automl.internal.forecast.model.Portfolio;
import io.mudbrick.automl.internal.forecast.model.Series;
import io.mudbrick.automl.internal.forecast.model.Step;
import io.mudbrick.automl.internal.forecast.model.Timeline;
import io.mudbrick.automl.internal.train.Allowance;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Homes sold a month in those Texan cities that have no gaps: the last twelve months are held out
 * and forecast by each model and by their combination, beside the same month of the year before.
 * All errors are scaled ones (MASE), in thousandths; what intervals hold is in percent, beside what
 * they promise.
 */
final class ForecastMeasurement implements Bench.Measurement {
  private static final Path DATA =
      Path.of("examples/src/main/resources/io/mudbrick/examples/housing/txhousing.csv");
  private static final int MONTHS = 187;
  private static final int HORIZON = 12;
  private static final int CUT_OFFS = 5;
  private static final int FEW = 6;

  @Override
  public List<Figure> measure(boolean quick) throws IOException {
    List<Series> whole = series();
    if (quick) {
      whole = whole.subList(0, FEW);
    }
    List<Series> known = whole.stream().map(one -> one.first(MONTHS - HORIZON)).toList();
    Allowance allowance = Allowance.unlimited(1);
    List<Backtest> past = new ArrayList<>();
    Map<String, List<FittedForecaster>> fitted = new LinkedHashMap<>();
    List<Figure> figures = new ArrayList<>();
    double naive = Double.NaN;
    long begun = System.nanoTime();
    for (PanelForecaster model : Portfolio.all(Holidays.NONE, HORIZON)) {
      past.add(Backtest.run(model, known, Holidays.NONE, HORIZON, CUT_OFFS, allowance));
      List<FittedForecaster> models = model.fit(known, allowance);
      fitted.put(model.name(), models);
      double error = held(whole, models, model.name()).getOrDefault("mase", Double.NaN);
      naive = figures.isEmpty() ? error : naive;
      figures.add(error(model.name(), error, naive, whole.size()));
    }
    Combination combination = Combination.of(past);
    Map<String, Double> held = held(whole, combination.fitted(fitted), "Combination");
    String took = "%.0f s for all; ".formatted((System.nanoTime() - begun) / 1e9);
    figures.add(error("combination", held.getOrDefault("mase", Double.NaN), naive, whole.size()));
    Map<String, Double> before = combination.backtest().metrics();
    figures.add(covered("held_out", "coverage", 80, held, took));
    figures.add(covered("held_out", "coverage_95", 95, held, took));
    figures.add(covered("cut_offs", "coverage", 80, before, took));
    figures.add(covered("cut_offs", "coverage_95", 95, before, took));
    return figures;
  }

  private static Figure error(String model, double error, double naive, int cities) {
    return Figure.lessIsBetter(
        "automl.forecast." + model,
        List.of(1000 * error),
        List.of(1000 * naive),
        "the same month of the year before",
        "1/1000 MASE",
        cities + " cities, the last " + HORIZON + " months");
  }

  private static Figure covered(
      String where, String metric, double promised, Map<String, Double> metrics, String took) {
    double share = 100 * metrics.getOrDefault(metric, Double.NaN);
    return new Figure(
        "automl.forecast." + where + "." + Math.round(promised),
        share,
        promised,
        "what is promised",
        share / promised,
        "percent within",
        took + load());
  }

  private static Map<String, Double> held(
      List<Series> whole, List<FittedForecaster> fitted, String name) {
    return Backtest.held(name, whole, fitted, HORIZON, Holidays.NONE).metrics();
  }

  private static String load() {
    return "load average %.1f"
        .formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static List<Series> series() throws IOException {
    Timeline months = new Timeline(LocalDateTime.of(2000, 1, 1, 0, 0), Step.MONTH, 1);
    List<String> lines = Files.readAllLines(DATA);
    List<String> header = List.of(lines.get(0).split(",", -1));
    int city = header.indexOf("city");
    int sales = header.indexOf("sales");
    Map<String, List<String>> cities = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      cities.computeIfAbsent(cells[city], name -> new ArrayList<>()).add(cells[sales]);
    }
    List<Series> all = new ArrayList<>();
    cities.forEach(
        (name, cells) -> {
          if (cells.size() == MONTHS && !cells.contains("") && !cells.contains("NA")) {
            double[] values = cells.stream().mapToDouble(Double::parseDouble).toArray();
            all.add(Series.of(name, months, values));
          }
        });
    return all;
  }
}
