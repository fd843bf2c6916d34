package io.mudbrick.serving.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick endpoints describe NAME}. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show an endpoint.")
final class DescribeCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "The endpoint.")
  private String name;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> endpoint = connection.get(Wires.endpoint(name));
      if (output.isJson()) {
        output.object(endpoint);
        return;
      }
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("name", name);
      shown.put("state", Wires.state(endpoint));
      shown.put("serves", Wires.served(endpoint));
      for (String field : new String[] {"description", "creator", "tags", "ai_gateway"}) {
        shown.put(field, endpoint.get(field));
      }
      if (endpoint.get("creation_timestamp") instanceof Number millis) {
        shown.put("created", Instant.ofEpochMilli(millis.longValue()).toString());
      }
      shown.put("url", endpoint.get("endpoint_url"));
      output.object(shown);
    }
  }
}
