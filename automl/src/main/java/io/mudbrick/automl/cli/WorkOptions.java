package io.mudbrick.automl.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ProgressBar;
import io.mudbrick.platform.cli.ServerOptions;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What all three commands of AutoML have, and how they do their work. */
final class WorkOptions {
  private static final String FACE = "/api/2.0/mudbrick/automl/";

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

  @Option(
      names = "--register",
      paramLabel = "MODEL",
      description = "Register the best model as the next version of c.s.model.")
  private @Nullable String register;

  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      defaultValue = "champion",
      description = "What points at the registered version; default ${DEFAULT-VALUE}.")
  private String alias;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

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
    PrintWriter err = quiet ? new PrintWriter(Writer.nullWriter()) : spec.commandLine().getErr();
    Map<String, Object> result = new LinkedHashMap<>();
    Board board =
        ProgressBar.isTerminal() && !quiet
            ? new LiveBoard(err, what + " " + target, budget, System::nanoTime)
            : new PlainBoard(err, System::nanoTime);
    try (Connection connection = server.connectOrBegin()) {
      Schemas.ensure(connection, register, err);
      Schemas.ensure(connection, table, err);
      connection.lines(FACE + what, query.words(), file, line -> take(line, board, result));
    } finally {
      board.end();
    }
    new Findings(spec.commandLine().getOut(), result)
        .show(output, input, server.words(), register, alias);
  }

  private static void take(Map<String, Object> line, Board board, Map<String, Object> result) {
    if (line.get("result") instanceof Map<?, ?> found) {
      found.forEach((key, value) -> result.put(String.valueOf(key), Json.some(value)));
    } else if (line.get("error") instanceof Map<?, ?> error) {
      throw Json.refused(error);
    } else {
      board.take(line);
    }
  }

  private void addTo(Query query, @Nullable Path file, Duration budget) {
    query.add("target", target);
    query.add("timeout_seconds", budget.toMillis() / 1e3);
    query.add("max_trials", maxTrials);
    query.add("metric", metric);
    query.add("seed", seed);
    query.add("register_to", register);
    query.add("alias", alias);
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
