package io.mudbrick.serving.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mudbrick endpoints}. */
@Command(
    name = "endpoints",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Serve models: make endpoints, change what they serve, ask them, look at them.",
    subcommands = {
      LsCommand.class,
      DescribeCommand.class,
      CreateCommand.class,
      UpdateCommand.class,
      InvokeCommand.class,
      LogsCommand.class,
      MetricsCommand.class,
      DeleteCommand.class
    })
final class EndpointsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
