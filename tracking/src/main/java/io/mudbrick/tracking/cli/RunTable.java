package io.mudbrick.tracking.cli;

import io.mudbrick.platform.cli.Output;
import io.mudbrick.tracking.internal.transfer.Pages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs as a table: what they are, and a few of their metrics and params. */
final class RunTable {
  private static final int USUAL_METRICS = 4;

  private RunTable() {}

  static void print(
      Output output, List<Map<String, Object>> runs, List<String> metrics, List<String> params) {
    if (output.isJson()) {
      output.table(runs);
      return;
    }
    List<String> shown = metrics.isEmpty() ? usual(runs) : metrics;
    List<String> columns = new ArrayList<>(List.of("run_id", "name", "status", "started", "took"));
    columns.addAll(shown);
    columns.addAll(params);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> run : runs) {
      Map<String, Object> info = Pages.map(run, "info");
      Map<String, Object> data = Pages.map(run, "data");
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("run_id", info.get("run_id"));
      row.put("name", info.get("run_name"));
      row.put("status", status(info));
      row.put("started", Shown.time(info.get("start_time")));
      row.put("took", Shown.duration(info.get("start_time"), info.get("end_time")));
      Map<String, Object> values = Pages.byKey(data.get("metrics"));
      shown.forEach(key -> row.put(key, Shown.value(values.get(key))));
      Map<String, Object> texts = Pages.byKey(data.get("params"));
      params.forEach(key -> row.put(key, texts.get(key)));
      rows.add(row);
    }
    output.table(rows, columns.toArray(String[]::new));
  }

  static String status(Map<String, Object> info) {
    return "deleted".equals(info.get("lifecycle_stage"))
        ? "DELETED"
        : String.valueOf(info.get("status"));
  }

  /** The metrics that most of the runs have. */
  private static List<String> usual(List<Map<String, Object>> runs) {
    Map<String, Integer> counts = new TreeMap<>();
    runs.forEach(
        run ->
            Pages.byKey(Pages.map(run, "data").get("metrics"))
                .keySet()
                .forEach(key -> counts.merge(key, 1, Integer::sum)));
    return counts.entrySet().stream()
        .filter(count -> !count.getKey().startsWith("system/"))
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(USUAL_METRICS)
        .map(Map.Entry::getKey)
        .toList();
  }
}
