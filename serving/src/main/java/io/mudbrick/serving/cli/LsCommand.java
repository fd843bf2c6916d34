package io.mudbrick.serving.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mudbrick endpoints ls}. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "List endpoints with what they serve.")
final class LsCommand implements Runnable {
  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      List<Map<String, Object>> endpoints =
          Connection.maps(connection.get(Wires.ENDPOINTS).get("endpoints"));
      if (output.isJson()) {
        output.table(endpoints);
        return;
      }
      List<Map<String, Object>> rows = new ArrayList<>();
      for (Map<String, Object> endpoint : endpoints) {
        Map<String, Object> row = new LinkedHashMap<>(endpoint);
        row.put("state", Wires.state(endpoint));
        row.put("serves", Wires.served(endpoint));
        rows.add(row);
      }
      output.table(rows, "name", "state", "serves", "creator");
    }
  }
}
