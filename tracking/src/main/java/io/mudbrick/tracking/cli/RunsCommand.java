package io.mudbrick.tracking.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mudbrick runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Find, look at and compare runs.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunsLsCommand.class,
      RunsShowCommand.class,
      RunsCompareCommand.class,
      RunsBestCommand.class
    })
final class RunsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
