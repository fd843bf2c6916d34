package io.mudbrick.tracking.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mudbrick experiments}. */
@Command(
    name = "experiments",
    mixinStandardHelpOptions = true,
    description = "Look at experiments.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ExperimentsLsCommand.class)
final class ExperimentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
