package io.mudbrick.tracking;

import io.mudbrick.platform.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table as MLflow stores it, and the tag by which it finds the tables of a run. */
final class LoggedTable {
  static final String TAG = "mlflow.loggedArtifacts";

  private LoggedTable() {}

  static Map<String, Object> of(List<? extends Map<String, ?>> rows) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    List<List<@Nullable Object>> data = new ArrayList<>();
    for (Map<String, ?> row : rows) {
      List<@Nullable Object> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(row.get(column)));
      data.add(cells);
    }
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("columns", List.copyOf(columns));
    table.put("data", data);
    return table;
  }

  /** The tag's value with one more table. */
  static String added(String known, String path) {
    List<Object> all = new ArrayList<>();
    if (Json.object("{\"all\":" + known + "}").get("all") instanceof List<?> list) {
      all.addAll(list);
    }
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("path", path);
    table.put("type", "table");
    if (!all.contains(table)) {
      all.add(table);
    }
    return Json.write(all);
  }
}
