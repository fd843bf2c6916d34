package io.mudbrick.featurestore.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick features describe NAME}. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show a feature table: its keys, its features, where it is online.")
final class DescribeCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "catalog.schema.table.")
  private String name;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> table =
          connection.get(FeaturesCommand.FACE + "tables/" + Connection.segment(name));
      if (output.isJson()) {
        output.object(table);
        return;
      }
      Map<String, Object> shown = new LinkedHashMap<>(table);
      List<Map<String, Object>> columns = Connection.maps(shown.remove("columns"));
      List<Map<String, Object>> online = Connection.maps(shown.remove("online_tables"));
      output.object(shown);
      output.blank();
      output.table(columns, "name", "type", "key", "comment");
      if (!online.isEmpty()) {
        output.blank();
        output.table(
            online,
            "name",
            "online_store",
            "mode",
            "published_version",
            "published_at",
            "rows",
            "failure");
      }
    }
  }
}
