package io.mudbrick.registry.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick models describe NAME}. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show a model, or a version with what its promotions found.")
final class DescribeCommand implements Runnable {
  @Parameters(
      paramLabel = "NAME",
      description = "c.s.model, c.s.model/3, c.s.model@champion or c.s.model/latest.")
  private String name;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      boolean version = Wires.namesVersion(name);
      Map<String, Object> found =
          version ? Wires.version(connection, name) : Wires.model(connection, name);
      if (output.isJson()) {
        output.object(found);
        return;
      }
      Map<String, Object> shown = new LinkedHashMap<>(found);
      shown.remove("latest_versions");
      shown.put("tags", Wires.text(Wires.tags(found.get("tags"))));
      if (!version) {
        shown.put("aliases", Wires.text(Wires.byKey(found.get("aliases"), "alias", "version")));
      }
      for (String time : List.of("creation_timestamp", "last_updated_timestamp")) {
        shown.put(time, Wires.time(found.get(time)));
      }
      output.object(shown);
    }
  }
}
