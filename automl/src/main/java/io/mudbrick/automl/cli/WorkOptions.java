package io.mudbrick.automl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What the commands of AutoML have that begin something. */
final class WorkOptions {
  @Parameters(
      index = "0",
      paramLabel = "FILE-OR-TABLE",
      description = "A CSV file with a header, a Parquet file, or a table c.s.t.")
  private String input;

  @Option(
      names = {"-t", "--target"},
      required = true,
      paramLabel = "COLUMN",
      description = "What to predict.")
  private String target;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long it may take, such as 60s, 10m or 1h; default ${DEFAULT-VALUE}.")
  private String timeout;

  @Option(
      names = "--max-trials",
      paramLabel = "N",
      description = "Trials at most; default as many as the time allows.")
  private @Nullable Integer maxTrials;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description = "By what models are ranked, such as roc_auc, rmse or smape.")
  private @Nullable String metric;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed and number of trials give the same models.")
  private @Nullable Long seed;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "Name of the experiment; with slashes, its path.")
  private @Nullable String experiment;

  @Mixin private FollowOptions follow;

  /** Does the work and shows it. */
  void run(CommandSpec spec, String what, Query query) {
    run(spec, what, query, null);
  }

  /**
   * As the other.
   *
   * @param table that the work writes; null for none
   */
  void run(CommandSpec spec, String what, Query query, @Nullable String table) {
    Path file = isFile() ? Path.of(input) : null;
    if (file != null && !Files.isRegularFile(file)) {
      throw new ParameterException(spec.commandLine(), "There is no file '" + input + "'");
    }
    Duration budget = Times.parse(spec.commandLine(), timeout);
    addTo(query, file, budget);
    follow.run(
        spec,
        what,
        new FollowOptions.Shown(what + " " + target, budget, input),
        query,
        file,
        table);
  }

  private void addTo(Query query, @Nullable Path file, Duration budget) {
    query.add("target", target);
    query.add("timeout_seconds", budget.toMillis() / 1e3);
    query.add("max_trials", maxTrials);
    query.add("metric", metric);
    query.add("seed", seed);
    query.add("table", file == null ? input : null);
    query.add("data_name", file == null ? null : file.getFileName());
    if (experiment != null) {
      int slash = experiment.lastIndexOf('/');
      query.add("experiment_dir", slash > 0 ? experiment.substring(0, slash) : null);
      query.add("experiment_name", experiment.substring(slash + 1));
    }
  }

  /** A table has three names and no suffix of a file. */
  private boolean isFile() {
    return input.endsWith(".csv")
        || input.endsWith(".parquet")
        || input.indexOf('/') >= 0
        || input.split("[.]").length != 3
        || Files.exists(Path.of(input));
  }
}
