package io.mudbrick.featurestore.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mudbrick features}. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "See feature tables, bring them online, look keys up, verify and profile.",
    subcommands = {
      LsCommand.class,
      DescribeCommand.class,
      PublishCommand.class,
      LookupCommand.class,
      VerifyCommand.class,
      ProfileCommand.class,
      RefreshCommand.class
    })
final class FeaturesCommand implements Runnable {
  static final String FACE = "/api/2.0/mudbrick/feature-store/";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
