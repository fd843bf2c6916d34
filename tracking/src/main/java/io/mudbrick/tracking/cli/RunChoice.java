package io.mudbrick.tracking.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.tracking.internal.transfer.Pages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which runs a command is about, mixed into those that search. */
final class RunChoice {
  @Option(
      names = {"-e", "--experiment"},
      paramLabel = "EXPERIMENT",
      description = "Name or id of an experiment; repeatable; default all.")
  private List<String> experiments = List.of();

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      defaultValue = "",
      description = "As MLflow takes it: \"metrics.auc > 0.9 AND params.depth = '6'\".")
  private String filter;

  List<Map<String, Object>> search(
      Connection connection, List<String> orderBy, String viewType, int most) {
    List<String> ids = Pages.experimentIds(connection, experiments);
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("experiment_ids", ids);
    request.put("filter", filter);
    request.put("order_by", orderBy);
    request.put("run_view_type", viewType);
    return Pages.search(connection, "runs/search", "runs", request, most);
  }
}
