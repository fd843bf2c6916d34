package io.mudbrick.platform.cli;

import io.mudbrick.platform.internal.model.ModelCommands;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mudbrick predict}: a model directory answers rows, as an endpoint would. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Score rows by a model directory, without a server, as an endpoint would.")
final class PredictCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "MODEL", description = "A directory with an MLmodel.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "ROWS",
      description = "JSON: {\"dataframe_split\": ...} or {\"dataframe_records\": ...}.")
  private Path rows;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(ModelCommands.predict(model, rows));
  }
}
