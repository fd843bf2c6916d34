package io.mudbrick.benchmarks.automl;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlEvent;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.BudgetClock;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Trial;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.CsvRows;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.serving.Scoring;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The child JVM of our own systems: {@code Fit TASK OUT}. Fits, registers the best model and scores
 * the held-out rows with it, all through the platform's own doors.
 */
final class Fit {
  private static final String MODEL = "bench.ml.model";
  private static final String PROBABILITY = "probability_";
  private static final int MOST_LISTED = 12;

  private final Path task;
  private final Path out;
  private final Properties asked = new Properties();
  private final Properties result = new Properties();
  private final boolean classification;
  private long begun;
  private double cpuBefore;

  private Fit(Path task, Path out) throws IOException {
    this.task = task;
    this.out = out;
    try (Reader in = Files.newBufferedReader(task.resolve("task.properties"))) {
      asked.load(in);
    }
    this.classification = "classification".equals(asked.getProperty("problem"));
  }

  public static void main(String[] args) throws IOException {
    new Fit(Path.of(args[0]), Path.of(args[1])).run();
  }

  private void run() throws IOException {
    try (Mudbrick platform = Mudbrick.builder().start()) {
      Catalog catalog = platform.module(Catalog.class);
      catalog.catalogs().create("bench");
      catalog.schemas().create("bench.ml");
      Frame rows = CsvRows.read(Files.readString(task.resolve("train.csv")), null);
      AutoMl automl = platform.module(AutoMl.class);
      String target = asked.getProperty("target");
      cpuBefore = cpuSeconds();
      begun = System.nanoTime();
      AutoMlSummary summary =
          classification
              ? automl.classify(rows, target, options())
              : automl.regress(rows, target, options());
      result.setProperty("fit.cpu.seconds", Double.toString(cpuSeconds() - cpuBefore));
      result.setProperty("fit.wall.seconds", Double.toString(wallSeconds()));
      tell(summary);
      automl.register(summary.best(), MODEL);
      long scored = System.nanoTime();
      Frame answers =
          platform
              .module(Scoring.class)
              .scoreCsv(
                  "models:/" + MODEL + "/1",
                  Files.readString(task.resolve("test.csv")),
                  classification);
      result.setProperty("score.seconds", Double.toString((System.nanoTime() - scored) / 1e9));
      write(answers);
    }
    result.setProperty("process.cpu.seconds", Double.toString(cpuSeconds()));
    try (Writer writer = Files.newBufferedWriter(out.resolve("result.properties"))) {
      result.store(writer, null);
    }
  }

  private AutoMlOptions options() {
    return AutoMlOptions.builder()
        .mode(AutoMlMode.valueOf(System.getProperty("bench.mode", "ENSEMBLE")))
        .primaryMetric(classification ? EvaluationMetric.LOG_LOSS : EvaluationMetric.RMSE)
        .clock(BudgetClock.CPU)
        .timeout(
            Duration.ofMillis(
                Math.round(1e3 * Double.parseDouble(System.getProperty("bench.cpu.seconds")))))
        .maxTrials(10_000)
        .seed(Long.parseLong(asked.getProperty("seed")))
        .parallelism(2)
        .listener(this::hear)
        .build();
  }

  private void hear(AutoMlEvent event) {
    if (event instanceof AutoMlEvent.TrialFinished finished) {
      if (judged(finished.trial())) {
        result.putIfAbsent("first.model.seconds", Double.toString(wallSeconds()));
      }
      System.out.printf(
          "%.1f s, %.1f s of CPU: %s %s%n",
          wallSeconds(),
          cpuSeconds() - cpuBefore,
          line(finished.trial()),
          finished.trial().params());
    }
  }

  private void tell(AutoMlSummary summary) {
    result.setProperty("system", "Mudbrick AutoML");
    List<Trial> trials = summary.trials();
    result.setProperty("trials", Integer.toString(trials.size()));
    result.setProperty("models", Long.toString(trials.stream().filter(Fit::judged).count()));
    result.setProperty(
        "leaderboard",
        trials.stream().limit(MOST_LISTED).map(Fit::line).collect(Collectors.joining("; ")));
    System.out.println("best: " + line(summary.best()) + " " + summary.best().params());
    System.out.println("best: " + summary.best().metrics());
    summary.alerts().forEach(System.out::println);
    trials.forEach(trial -> System.out.println(line(trial)));
  }

  /** Not given up after its first fold, and not failed. */
  private static boolean judged(Trial trial) {
    return !trial.failed() && Double.isFinite(trial.score());
  }

  private static String line(Trial trial) {
    return trial.failed()
        ? trial.runName() + " failed: " + trial.failure()
        : trial.runName() + " " + trial.score() + " " + trial.duration().toMillis() + " ms";
  }

  private void write(Frame answers) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : answers.names()) {
      if (classification ? name.startsWith(PROBABILITY) : name.equals("prediction")) {
        names.add(name);
      }
    }
    List<Column> columns = names.stream().map(answers.columns()::get).toList();
    new Rows(
            names.stream().map(name -> name.replace(PROBABILITY, "")).toList(),
            IntStream.range(0, answers.rows())
                .mapToObj(row -> columns.stream().map(c -> String.valueOf(c.value(row))).toList())
                .toList())
        .write(out.resolve("predictions.csv"));
  }

  private double wallSeconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Of this process and of the children that it has waited for. */
  private static double cpuSeconds() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = 0;
      for (int i = 11; i <= 14; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks / 100.0;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
