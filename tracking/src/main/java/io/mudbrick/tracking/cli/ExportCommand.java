package io.mudbrick.tracking.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ProgressBar;
import io.mudbrick.platform.cli.ServerOptions;
import io.mudbrick.tracking.internal.transfer.BrokenSourceException;
import io.mudbrick.tracking.internal.transfer.ExportReport;
import io.mudbrick.tracking.internal.transfer.Exporter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mudbrick export DIR}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write experiments, runs and logged models, with their files, as a folder",
      "that MLflow reads: mlflow.set_tracking_uri(\"file:DIR\"). Deleted experiments",
      "and runs come along as such.",
      ""
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder to make, missing or empty.")
  private Path folder;

  @Option(
      names = {"-e", "--experiment"},
      paramLabel = "NAME",
      description = "An experiment; repeatable; default all that you may read.")
  private List<String> experiments = List.of();

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (Connection connection = server.connect();
        ProgressBar bar = ProgressBar.on(err, false)) {
      ExportReport report = new Exporter(connection, folder, bar::tell).run(experiments);
      bar.end();
      report.broken().forEach(broken -> err.println("not exported: " + broken));
      err.flush();
      output.text(report.json(), report.text());
      return report.isWhole() ? 0 : 1;
    } catch (BrokenSourceException e) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, String.valueOf(e.getMessage()), e);
    }
  }
}
