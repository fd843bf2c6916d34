package io.mudbrick.tracking.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import io.mudbrick.tracking.internal.transfer.Pages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudbrick experiments ls}. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "List experiments, those changed last first.")
final class ExperimentsLsCommand implements Runnable {
  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      defaultValue = "",
      description = "As MLflow takes it: \"name LIKE 'churn%%'\", \"tags.team = 'a'\".")
  private String filter;

  @Option(names = "--deleted", description = "List deleted ones as well.")
  private boolean deleted;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      List<Map<String, Object>> found =
          Pages.experiments(connection, filter, deleted ? "ALL" : "ACTIVE_ONLY");
      if (output.isJson()) {
        output.table(found);
        return;
      }
      List<Map<String, Object>> rows = new ArrayList<>();
      for (Map<String, Object> experiment : found) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", experiment.get("experiment_id"));
        row.put("name", experiment.get("name"));
        row.put("stage", experiment.get("lifecycle_stage"));
        row.put("changed", Shown.time(experiment.get("last_update_time")));
        rows.add(row);
      }
      output.table(rows, "id", "name", "stage", "changed");
    }
  }
}
