package io.mudbrick.serving.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ProgressBar;
import io.mudbrick.platform.cli.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mudbrick models score}. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Score the rows of a CSV file or a table with a model, into a file or a table.",
      "Features are looked up by key where the model carries its lookups."
    })
final class ModelScoreCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-m", "--model-uri"},
      required = true,
      paramLabel = "MODEL",
      description = "models:/c.s.model/3, or models:/c.s.model@champion.")
  private String model;

  @Option(
      names = {"-i", "--input"},
      required = true,
      paramLabel = "FILE-OR-TABLE",
      description = "A CSV file with a header, or a table c.s.t.")
  private String input;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE-OR-TABLE",
      description = "Gets the rows and their predictions: a CSV file, or a table.")
  private String output;

  @Option(names = "--proba", description = "Also the probability of each class.")
  private boolean probabilities;

  @Option(
      names = "--resume",
      description = "Go on where the same command was cut short, instead of starting again.")
  private boolean resume;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Mixin private ServerOptions server;
  @Mixin private Output said;

  @Override
  public void run() {
    String uri = model.startsWith("models:/") ? model : "models:/" + model;
    if (isFile(input) && !Files.isRegularFile(Path.of(input))) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "There is no file '" + input + "'");
    }
    refuseParquet(input);
    refuseParquet(output);
    Map<String, Object> done = score(uri);
    said.text(done, done.get("rows") + " rows scored into " + output);
  }

  /** Read as CSV it would be a header without rows. */
  private void refuseParquet(String name) {
    if (isFile(name) && name.endsWith(".parquet")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "'" + name + "' is no CSV: score the rows of Parquet files as a table c.s.t");
    }
  }

  private Map<String, Object> score(String uri) {
    PrintWriter err = spec.commandLine().getErr();
    try (Connection connection = server.connect();
        ProgressBar bar = ProgressBar.on(err, quiet)) {
      Scorer scorer = new Scorer(connection, uri, probabilities, resume, bar);
      if (isFile(input)) {
        Path from = Path.of(input);
        return isFile(output)
            ? scorer.fileToFile(from, Path.of(output))
            : scorer.fileToTable(from, output);
      }
      return isFile(output)
          ? scorer.tableToFile(input, Path.of(output))
          : scorer.tableToTable(input, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table has three names and no suffix of a file. */
  private static boolean isFile(String name) {
    return name.endsWith(".csv")
        || name.indexOf('/') >= 0
        || name.split("[.]").length != 3
        || Files.exists(Path.of(name));
  }
}
