package io.mudbrick.serving.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick endpoints update NAME -m MODEL}. */
@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Let an endpoint serve something else, and wait until it does.")
final class UpdateCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "The endpoint.")
  private String name;

  @Mixin private Entities entities;
  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      connection.put(Wires.endpoint(name) + "/config", entities.config());
      Map<String, Object> endpoint = Wires.settled(connection, name);
      output.text(endpoint, name + " serves " + Wires.served(endpoint));
    }
  }
}
