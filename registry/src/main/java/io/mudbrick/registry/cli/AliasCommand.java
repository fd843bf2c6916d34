package io.mudbrick.registry.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick models alias NAME ALIAS [VERSION]}. */
@Command(
    name = "alias",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Point an alias at a version, remove it, or show where it pointed when.")
final class AliasCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
  private String name;

  @Parameters(index = "1", paramLabel = "ALIAS", description = "The alias.")
  private String alias;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The version's number.")
  private @Nullable Long version;

  @Option(names = "--remove", description = "Remove the alias.")
  private boolean remove;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      if (remove) {
        connection.delete(
            Wires.MLFLOW
                + "registered-models/alias?name="
                + Connection.segment(name)
                + "&alias="
                + Connection.segment(alias));
      } else if (version != null) {
        set(connection, name, alias, version.toString());
      }
      show(connection);
    }
  }

  static void set(Connection connection, String name, String alias, String version) {
    connection.post(
        Wires.MLFLOW + "registered-models/alias",
        Map.of("name", name, "alias", alias, "version", version));
  }

  private void show(Connection connection) {
    List<Map<String, Object>> moves =
        connection.all(Wires.REGISTRY + "alias-moves", "moves", "name", name, "alias", alias);
    if (output.isJson()) {
      output.table(moves);
      return;
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> move : moves) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("from", Objects.toString(move.get("from_version"), ""));
      row.put("to", Objects.toString(move.get("to_version"), "(removed)"));
      row.put("by", move.get("by"));
      row.put("at", Wires.time(move.get("at")));
      rows.add(row);
    }
    output.table(rows, "from", "to", "by", "at");
  }
}
