package io.mudbrick.catalog.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mudbrick catalog describe NAME}. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show what the catalog keeps of a securable: owner, columns, keys, tags.")
final class DescribeCommand implements Runnable {
  @Mixin private SecurableName name;
  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      SecurableName.Found found = name.find(connection);
      Map<String, Object> object = new LinkedHashMap<>(found.object());
      object.put(
          "tags",
          TagCommand.tags(connection, found.about("entity-tag-assignments", name.fullName())));
      if (output.isJson()) {
        output.object(object);
        return;
      }
      List<Map<String, Object>> columns = Connection.maps(object.remove("columns"));
      output.object(object);
      if (!columns.isEmpty()) {
        output.blank();
        output.table(columns, "position", "name", "type_text", "nullable", "comment");
      }
    }
  }
}
