package io.mudbrick.tracking.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ProgressBar;
import io.mudbrick.platform.cli.ServerOptions;
import io.mudbrick.tracking.internal.transfer.BrokenSourceException;
import io.mudbrick.tracking.internal.transfer.DatabaseSource;
import io.mudbrick.tracking.internal.transfer.FolderSource;
import io.mudbrick.tracking.internal.transfer.ImportReport;
import io.mudbrick.tracking.internal.transfer.Importer;
import io.mudbrick.tracking.internal.transfer.MlflowSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mudbrick import SOURCE}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Bring in what MLflow recorded: a folder mlruns, or a database of SQLite.",
      "",
      "Runs keep their ids, times and owners. An experiment whose name exists here",
      "is joined; its id is kept when it is free. What is here already stays as it",
      "is: the same import may run again, and one that was cut off goes on. What",
      "cannot be taken whole is not taken, and is named on stderr; then the exit",
      "code is 1.",
      ""
    })
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SOURCE", description = "The folder or the database's file.")
  private Path source;

  @Option(
      names = "--artifacts",
      paramLabel = "DIR",
      description = {
        "Where the files of a database's runs are; default 'mlartifacts' or 'mlruns' beside it.",
        "Nothing outside of it is read."
      })
  private @Nullable Path artifacts;

  @Option(names = "--without-artifacts", description = "Leave the files of runs and models.")
  private boolean withoutArtifacts;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (MlflowSource from = open();
        Connection connection = server.connect();
        ProgressBar bar = ProgressBar.on(err, false)) {
      ImportReport report = new Importer(from, connection, !withoutArtifacts, bar::tell).run();
      bar.end();
      report.remarks().forEach(err::println);
      report.broken().forEach(broken -> err.println("not imported: " + broken));
      err.flush();
      output.text(report.json(), report.text());
      return report.isWhole() ? 0 : 1;
    } catch (BrokenSourceException e) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, String.valueOf(e.getMessage()), e);
    }
  }

  private MlflowSource open() throws BrokenSourceException {
    return Files.isDirectory(source)
        ? new FolderSource(source)
        : new DatabaseSource(source, artifacts);
  }
}
