package io.mudbrick.serving.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick endpoints create NAME -m MODEL}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Make an endpoint and wait until it answers.")
final class CreateCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "The endpoint.")
  private String name;

  @Option(
      names = "--log-to",
      paramLabel = "CATALOG.SCHEMA",
      description = "Keep requests and answers in the table NAME_payload there.")
  private @Nullable String logTo;

  @Mixin private Entities entities;
  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("name", name);
      body.put("config", entities.config());
      if (logTo != null) {
        String[] parts = logTo.split("[.]", 2);
        Map<String, Object> table =
            Map.of(
                "enabled",
                true,
                "catalog_name",
                parts[0],
                "schema_name",
                parts.length == 2 ? parts[1] : "");
        body.put("ai_gateway", Map.of("inference_table_config", table));
      }
      connection.post(Wires.ENDPOINTS, body);
      Map<String, Object> endpoint = Wires.settled(connection, name);
      output.text(endpoint, name + " serves " + Wires.served(endpoint));
    }
  }
}
