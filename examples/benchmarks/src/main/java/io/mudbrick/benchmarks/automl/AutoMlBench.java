package io.mudbrick.benchmarks.automl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The entry of {@code scripts/bench automl}. Options, all with an equals sign: {@code --data} and
 * {@code --results} folders, {@code --sets}, {@code --systems}, {@code --again} (systems whose kept
 * results are made anew), {@code --splits}, {@code --budget} in CPU seconds; {@code --quick} is
 * four sets, one split and 20 s; {@code --report} runs nothing and tells what is kept.
 */
final class AutoMlBench {
  private AutoMlBench() {}

  public static void main(String[] args) throws Exception {
    Arguments arguments = Arguments.of(List.of(args));
    List<Split> splits = new ArrayList<>();
    for (int number : arguments.splits()) {
      for (DataSet data : arguments.sets()) {
        if (Files.exists(arguments.data().resolve(data.name() + ".csv"))) {
          splits.add(Split.of(data, number, arguments.data(), arguments.results()));
        } else {
          System.err.println("bench: no " + data.name() + ".csv in " + arguments.data());
        }
      }
    }
    Runner runner = new Runner(arguments.budget(), arguments.again());
    Outcomes outcomes = new Outcomes();
    Set<Rival> run = arguments.reportOnly() ? EnumSet.noneOf(Rival.class) : arguments.systems();
    for (Split split : splits) {
      for (Rival rival : Rival.values()) {
        Outcome outcome =
            run.contains(rival) ? runner.outcome(rival, split) : runner.kept(rival, split);
        if (!outcome.facts().isEmpty() || run.contains(rival)) {
          outcomes.put(rival, split, outcome);
        }
      }
      if (!run.isEmpty()) {
        System.err.println("bench: " + Report.line(split, outcomes.of(split)));
      }
    }
    Report report = new Report(splits, outcomes, arguments.budget());
    write(arguments.results().resolve("automl.md"), report.markdown());
    write(arguments.results().resolve("automl.json"), report.json());
    System.out.println(report.markdown());
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }
}
