package io.mudbrick.tracking.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import io.mudbrick.tracking.internal.transfer.Pages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick runs compare RUN RUN...}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show side by side the params and metrics in which runs differ.")
final class RunsCompareCommand implements Runnable {
  private static final int SHORT_ID = 8;

  @Parameters(arity = "2..*", paramLabel = "RUN", description = "The runs' ids.")
  private List<String> runIds;

  @Option(names = "--all", description = "Show also what does not differ.")
  private boolean all;

  @Option(
      names = {"-m", "--metric"},
      paramLabel = "METRIC",
      description = "Show the curve of this metric for each run; repeatable.")
  private List<String> curves = List.of();

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      List<Map<String, Object>> runs =
          runIds.stream().distinct().map(id -> Pages.run(connection, id)).toList();
      List<String> columns = new ArrayList<>(List.of("what"));
      runs.forEach(run -> columns.add(column(run)));
      List<Map<String, Object>> rows = new ArrayList<>();
      if (!output.isJson()) {
        add(rows, "name", runs, run -> Pages.map(run, "info").get("run_name"), true);
        add(rows, "status", runs, run -> RunTable.status(Pages.map(run, "info")), all);
      }
      values(rows, "params", runs);
      values(rows, "metrics", runs);
      for (String metric : curves) {
        add(rows, metric, runs, run -> curve(connection, run, metric), true);
      }
      output.table(rows, columns.toArray(String[]::new));
    }
  }

  private static String curve(Connection connection, Map<String, Object> run, String metric) {
    return Shown.curve(Curves.of(connection, id(run), metric));
  }

  private static String id(Map<String, Object> run) {
    return String.valueOf(Pages.map(run, "info").get("run_id"));
  }

  private String column(Map<String, Object> run) {
    String id = id(run);
    return output.isJson() || id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
  }

  private void values(List<Map<String, Object>> rows, String kind, List<Map<String, Object>> runs) {
    TreeSet<String> keys = new TreeSet<>();
    runs.forEach(run -> keys.addAll(byKey(run, kind).keySet()));
    for (String key : keys) {
      add(rows, kind + "." + key, runs, run -> shown(kind, byKey(run, kind).get(key)), all);
    }
  }

  private Object shown(String kind, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    return kind.equals("metrics") && !output.isJson() ? Shown.value(value) : value;
  }

  private static Map<String, Object> byKey(Map<String, Object> run, String kind) {
    return Pages.byKey(Pages.map(run, "data").get(kind));
  }

  /** What a cell of the table shows of a run. */
  private interface Cell {
    @Nullable Object of(Map<String, Object> run);
  }

  private void add(
      List<Map<String, Object>> rows,
      String what,
      List<Map<String, Object>> runs,
      Cell cell,
      boolean always) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("what", what);
    HashSet<Object> different = new HashSet<>();
    for (Map<String, Object> run : runs) {
      Object value = cell.of(run);
      Object kept = value == null ? "" : value;
      different.add(kept);
      row.put(column(run), kept);
    }
    if (always || different.size() > 1) {
      rows.add(row);
    }
  }
}
