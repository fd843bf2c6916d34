package io.mudbrick.benchmarks;

import java.nio.file.Path;
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

  private static final Map<String, Supplier<Measurement>> ALL =
      new TreeMap<>(
          Map.of(
              "start",
              () -> new StartMeasurement(Path.of("").toAbsolutePath()),
              "catalog",
              CatalogMeasurement::new,
              "delta",
              DeltaMeasurement::new,
              "store",
              StoreMeasurement::new));

  private Bench() {}

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
