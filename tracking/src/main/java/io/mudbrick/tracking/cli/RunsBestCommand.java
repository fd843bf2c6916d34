package io.mudbrick.tracking.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import io.mudbrick.tracking.internal.transfer.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudbrick runs best --metric METRIC}. */
@Command(
    name = "best",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show the runs with the greatest latest value of a metric, or the smallest.")
final class RunsBestCommand implements Runnable {
  @Mixin private RunChoice choice;

  @Option(
      names = {"-m", "--metric"},
      paramLabel = "METRIC",
      required = true,
      description = "The metric that decides; further ones are shown.")
  private List<String> metrics;

  @Option(names = "--min", description = "The smaller the better.")
  private boolean least;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "PARAM",
      description = "Show this param; repeatable.")
  private List<String> params = List.of();

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many to show; default ${DEFAULT-VALUE}.")
  private int most;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    String metric = metrics.get(0);
    String order = "metrics.`" + metric.replace("`", "``") + "`" + (least ? " ASC" : " DESC");
    try (Connection connection = server.connect()) {
      List<Map<String, Object>> found =
          new ArrayList<>(choice.search(connection, List.of(order), "ACTIVE_ONLY", most));
      found.removeIf(
          run -> !Pages.byKey(Pages.map(run, "data").get("metrics")).containsKey(metric));
      RunTable.print(output, found, metrics, params);
    }
  }
}
