package io.mudbrick.featurestore.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick features refresh TABLE}. */
@Command(
    name = "refresh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compute a table of materialised features anew, and publish it if it is online.")
final class RefreshCommand implements Runnable {
  @Parameters(paramLabel = "TABLE", description = "catalog.schema.table.")
  private String table;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> done =
          connection.post(
              FeaturesCommand.FACE + "tables/" + Connection.segment(table) + "/refresh", Map.of());
      output.text(done, done.get("table") + " holds what was known at " + done.get("at"));
    }
  }
}
