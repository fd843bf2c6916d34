package io.mudbrick.featurestore.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick features ls [SCHEMA]}. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "List feature tables.")
final class LsCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "SCHEMA",
      defaultValue = "",
      description = "catalog or catalog.schema; default all.")
  private String schema;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      List<Map<String, Object>> tables =
          Connection.maps(connection.get(FeaturesCommand.FACE + "tables").get("tables")).stream()
              .filter(table -> within(Objects.toString(table.get("name"))))
              .toList();
      output.table(tables, "name", "primary_keys", "timeseries_column", "features", "description");
    }
  }

  private boolean within(String name) {
    return schema.isEmpty() || name.startsWith(schema + ".");
  }
}
