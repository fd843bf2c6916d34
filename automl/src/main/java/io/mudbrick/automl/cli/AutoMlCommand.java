package io.mudbrick.automl.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mudbrick automl}. */
@Command(
    name = "automl",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Find a good model for a file or a table.",
    subcommands = {
      ClassifyCommand.class,
      RegressCommand.class,
      ForecastCommand.class,
      ResumeCommand.class
    })
final class AutoMlCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
