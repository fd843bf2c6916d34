package io.mudbrick.platform.cli;

import io.mudbrick.platform.BackupReport;
import io.mudbrick.platform.Mudbrick;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mudbrick restore}: a data directory made from a backup. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Make a data directory from a backup, checking the SHA-256 of each file.")
final class RestoreCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "BACKUP", description = "Directory that 'mudbrick backup' filled.")
  private Path backup;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".mudbrick",
      description = "Directory to make, missing or empty; default ${DEFAULT-VALUE}.")
  private Path data;

  @Override
  public void run() {
    BackupReport made = Mudbrick.restore(backup, data);
    PrintWriter out = spec.commandLine().getOut();
    out.println(made.files() + " files, " + made.bytes() + " bytes in " + data);
    out.flush();
  }
}
