package io.mudbrick.benchmarks.automl;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a system did with a split.
 *
 * @param score null when it failed
 * @param facts what the child told: {@code fit.cpu.seconds}, {@code fit.wall.seconds}, {@code
 *     first.model.seconds}, {@code models}, {@code leaderboard}
 */
record Outcome(@Nullable Score score, Properties facts) {

  static Outcome read(Split split, Path folder) throws IOException {
    Properties facts = new Properties();
    Path told = folder.resolve("result.properties");
    if (!Files.exists(told)) {
      return new Outcome(null, facts);
    }
    try (Reader in = Files.newBufferedReader(told)) {
      facts.load(in);
    }
    return new Outcome(Score.of(split, folder.resolve("predictions.csv")), facts);
  }

  double number(String fact) {
    return Double.parseDouble(facts.getProperty(fact, "NaN"));
  }

  double cpuSeconds() {
    return number("fit.cpu.seconds");
  }
}
