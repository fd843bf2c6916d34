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
import picocli.CommandLine.Parameters;

/** {@code mudbrick runs show RUN}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show a run: its params, its metrics with the curve of each, tags and files.")
final class RunsShowCommand implements Runnable {
  @Parameters(paramLabel = "RUN", description = "A run's id.")
  private String runId;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> run = Pages.run(connection, runId);
      if (output.isJson()) {
        output.object(run);
        return;
      }
      Map<String, Object> info = Pages.map(run, "info");
      Map<String, Object> data = Pages.map(run, "data");
      Map<String, Object> head = new LinkedHashMap<>();
      head.put("run_id", info.get("run_id"));
      head.put("name", info.get("run_name"));
      head.put("experiment_id", info.get("experiment_id"));
      head.put("status", RunTable.status(info));
      head.put("user", info.get("user_id"));
      head.put("started", Shown.time(info.get("start_time")));
      head.put("took", Shown.duration(info.get("start_time"), info.get("end_time")));
      head.put("artifacts", info.get("artifact_uri"));
      output.object(head);
      section("param", Pages.byKey(data.get("params")));
      metrics(connection, Pages.byKey(data.get("metrics")));
      section("tag", Pages.byKey(data.get("tags")));
      files(connection);
    }
  }

  private void section(String what, Map<String, Object> values) {
    List<Map<String, Object>> rows = new ArrayList<>();
    values.forEach((key, value) -> rows.add(Map.of(what, key, "value", value)));
    table(rows, what, "value");
  }

  private void table(List<Map<String, Object>> rows, String... columns) {
    if (!rows.isEmpty()) {
      output.blank();
      output.table(rows, columns);
    }
  }

  private void metrics(Connection connection, Map<String, Object> latest) {
    List<Map<String, Object>> rows = new ArrayList<>();
    latest.forEach(
        (key, value) -> {
          List<Double> history = Curves.of(connection, runId, key);
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("metric", key);
          row.put("latest", Shown.value(value));
          row.put("points", history.size());
          row.put("curve", history.size() > 1 ? Shown.curve(history) : "");
          rows.add(row);
        });
    table(rows, "metric", "latest", "points", "curve");
  }

  private void files(Connection connection) {
    List<Map<String, Object>> rows = new ArrayList<>();
    Map<String, Object> listed = connection.get(Pages.MLFLOW + "artifacts/list", "run_id", runId);
    for (Map<String, Object> file : Connection.maps(listed.get("files"))) {
      boolean directory = Boolean.TRUE.equals(file.get("is_dir"));
      rows.add(
          Map.of(
              "file",
              file.get("path") + (directory ? "/" : ""),
              "bytes",
              directory ? "" : String.valueOf(file.get("file_size"))));
    }
    table(rows, "file", "bytes");
  }
}
