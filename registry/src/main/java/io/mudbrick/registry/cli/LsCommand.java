package io.mudbrick.registry.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick models ls [NAME]}. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "List models, or the versions of one.")
final class LsCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = "",
      description = "A model, to see its versions.")
  private String name;

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      defaultValue = "",
      description = "As MLflow takes it: \"name LIKE 'telco%%'\", \"tags.team = 'risk'\".")
  private String filter;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      if (name.isEmpty()) {
        models(
            connection.all(
                Wires.MLFLOW + "registered-models/search", "registered_models", "filter", filter));
      } else {
        Wires.model(connection, name); // an unknown one is an error, not an empty list
        String of = "name = '" + name.replace("'", "''") + "'";
        versions(
            connection.all(
                Wires.MLFLOW + "model-versions/search",
                "model_versions",
                "filter",
                filter.isEmpty() ? of : of + " AND " + filter));
      }
    }
  }

  private void models(List<Map<String, Object>> models) {
    if (output.isJson()) {
      output.table(models);
      return;
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> model : models) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", model.get("name"));
      row.put("aliases", Wires.text(Wires.byKey(model.get("aliases"), "alias", "version")));
      row.put("changed", Wires.time(model.get("last_updated_timestamp")));
      row.put("description", Objects.toString(model.get("description"), ""));
      rows.add(row);
    }
    output.table(rows, "name", "aliases", "changed", "description");
  }

  private void versions(List<Map<String, Object>> versions) {
    if (output.isJson()) {
      output.table(versions);
      return;
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> version : versions) {
      Map<String, Object> row = new LinkedHashMap<>(version);
      row.put("created", Wires.time(version.get("creation_timestamp")));
      rows.add(row);
    }
    output.table(rows, "version", "status", "aliases", "created", "user_id", "source");
  }
}
