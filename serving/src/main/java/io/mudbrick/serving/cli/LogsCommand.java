package io.mudbrick.serving.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick endpoints logs NAME}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show what befell an endpoint's served entities.")
final class LogsCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "The endpoint.")
  private String name;

  @Option(names = "--build", description = "Show how they were loaded.")
  private boolean build;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> config = Wires.map(connection.get(Wires.endpoint(name)), "config");
      for (Map<String, Object> entity : Connection.maps(config.get("served_entities"))) {
        String served = Objects.toString(entity.get("name"));
        Map<String, Object> logs =
            connection.get(
                Wires.endpoint(name)
                    + "/served-models/"
                    + Connection.segment(served)
                    + (build ? "/build-logs" : "/logs"));
        output.text(
            Map.of("served_entity", served, "logs", Objects.toString(logs.get("logs"))),
            served + "\n" + logs.get("logs"));
      }
    }
  }
}
