package io.mudbrick.catalog.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mudbrick catalog}: what is in the catalog, who may do what, where it comes from. */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Look into the catalog, grant and revoke, tag, search, follow lineage.",
    subcommands = {
      LsCommand.class,
      DescribeCommand.class,
      GrantsCommand.class,
      GrantCommand.class,
      RevokeCommand.class,
      TagCommand.class,
      LineageCommand.class,
      SearchCommand.class
    })
final class CatalogCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
