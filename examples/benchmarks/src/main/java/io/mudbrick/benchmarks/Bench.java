package io.mudbrick.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The entry of {@code scripts/bench}: {@code NAME [--quick]}, a JSON line for each figure. */
final class Bench {

  /** Measures; quick means fewer rounds of the same. */
  interface Measurement {
    List<Figure> measure(boolean quick) throws Exception;
  }

  private static final Map<String, Supplier<Measurement>> ALL = new TreeMap<>();

  static {
    ALL.put("automl.forecast", ForecastMeasurement::new);
    ALL.put("start", () -> new StartMeasurement(Path.of("").toAbsolutePath()));
    ALL.put("catalog", CatalogMeasurement::new);
    ALL.put("delta", DeltaMeasurement::new);
    ALL.put("model", ModelMeasurement::new);
    ALL.put("serving", ServingMeasurement::new);
    ALL.put("store", StoreMeasurement::new);
    // The parts of "features" have names of their own, to be measured alone.
    Map<String, Supplier<Measurement>> features = new TreeMap<>();
    features.put("features.join", JoinMeasurement::new);
    features.put("features.tables", JoinTablesMeasurement::new);
    features.put("features.verify", PlanMeasurement::new);
    features.put("features.windows", WindowsMeasurement::new);
    features.put("features.profile", ProfileMeasurement::new);
    features.put("features.lookup", LookupMeasurement::new);
    features.put("features.publish", PublishMeasurement::new);
    features.put("features.freshness", FreshnessMeasurement::new);
    ALL.putAll(features);
    ALL.put("features", () -> quick -> inTurn(features.values(), quick));
  }

  private Bench() {}

  private static List<Figure> inTurn(Collection<Supplier<Measurement>> parts, boolean quick)
      throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (Supplier<Measurement> part : parts) {
      figures.addAll(part.get().measure(quick));
    }
    return figures;
  }

  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    Supplier<Measurement> measurement = words.isEmpty() ? null : ALL.get(words.get(0));
    if (measurement == null || words.stream().skip(1).anyMatch(word -> !word.equals("--quick"))) {
      System.err.println("usage: scripts/bench NAME [--quick]   NAME is one of " + ALL.keySet());
      System.exit(2);
      return;
    }
    for (Figure figure : measurement.get().measure(words.contains("--quick"))) {
      System.out.println(figure.toJson());
    }
  }
}
