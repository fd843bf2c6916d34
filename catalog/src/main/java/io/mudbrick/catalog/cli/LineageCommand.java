package io.mudbrick.catalog.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick catalog lineage NAME}. */
@Command(
    name = "lineage",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show as a tree what a change of a table, model version or endpoint reaches.")
final class LineageCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "A table, c.s.model/3, a run id or an endpoint.")
  private String name;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "table",
      description =
          "table, online_table, model_version, run or endpoint; default ${DEFAULT-VALUE}.")
  private String type;

  @Option(names = "--upstream", description = "Show what it was made from instead.")
  private boolean upstream;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> graph =
          connection.get(
              "/api/2.0/mudbrick/lineage",
              "type",
              type,
              "name",
              name,
              "direction",
              upstream ? "upstream" : "downstream");
      String tree = Objects.toString(graph.get("tree")).stripTrailing();
      output.text(graph, upstream ? tree : tree + "\n\nreaches " + summary(graph));
    }
  }

  private static String summary(Map<String, Object> graph) {
    return graph.get("impact") instanceof Map<?, ?> impact
        ? Objects.toString(impact.get("summary"))
        : "nothing";
  }
}
