package io.mudbrick.registry.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick models rollback NAME [ALIAS]}. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Point an alias back at the version that held it before.")
final class RollbackCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ALIAS",
      defaultValue = "champion",
      description = "The alias; default ${DEFAULT-VALUE}.")
  private String alias;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> move =
          connection.post(Wires.REGISTRY + "rollback", Map.of("name", name, "alias", alias));
      output.text(
          move,
          "@"
              + alias
              + " of "
              + name
              + " is version "
              + move.get("to_version")
              + " again, and was "
              + move.get("from_version"));
    }
  }
}
