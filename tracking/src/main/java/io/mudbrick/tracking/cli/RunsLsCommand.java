package io.mudbrick.tracking.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudbrick runs ls}. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "List runs, the newest first.")
final class RunsLsCommand implements Runnable {
  @Mixin private RunChoice choice;

  @Option(
      names = "--order-by",
      paramLabel = "KEY",
      description =
          "\"metrics.auc DESC\", \"params.depth\", \"attributes.start_time\"; repeatable.")
  private List<String> orderBy = List.of();

  @Option(
      names = {"-m", "--metric"},
      paramLabel = "METRIC",
      description = "Show this metric; repeatable; default those that most runs have.")
  private List<String> metrics = List.of();

  @Option(
      names = {"-p", "--param"},
      paramLabel = "PARAM",
      description = "Show this param; repeatable.")
  private List<String> params = List.of();

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many to show; default ${DEFAULT-VALUE}.")
  private int most;

  @Option(names = "--deleted", description = "List deleted ones as well.")
  private boolean deleted;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      RunTable.print(
          output,
          choice.search(connection, orderBy, deleted ? "ALL" : "ACTIVE_ONLY", most),
          metrics,
          params);
    }
  }
}
