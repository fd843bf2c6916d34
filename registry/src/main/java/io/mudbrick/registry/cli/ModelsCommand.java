package io.mudbrick.registry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mudbrick models}. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Register models, move aliases, promote through gates, roll back, copy.",
    subcommands = {
      LsCommand.class,
      DescribeCommand.class,
      RegisterCommand.class,
      AliasCommand.class,
      TagCommand.class,
      PromoteCommand.class,
      ReportsCommand.class,
      RollbackCommand.class,
      CopyCommand.class
    })
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
