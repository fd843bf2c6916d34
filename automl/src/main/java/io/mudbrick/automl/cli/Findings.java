package io.mudbrick.automl.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found, for people or programs.
 *
 * @param result as the server says it
 */
record Findings(PrintWriter out, Map<String, Object> result) {
  private static final int SHOWN = 10;

  /**
   * @param server the words that lead to the same server again
   */
  void show(Output output, String input, String server, @Nullable String model, String alias) {
    if (output.isJson()) {
      output.text(result, "");
      return;
    }
    leaderboard(output);
    Connection.maps(result.get("alerts"))
        .forEach(
            alert -> out.println(Json.text(alert, "severity") + " alert: " + Json.alert(alert)));
    out.println("experiment " + Json.text(result, "experiment_name"));
    out.println("best model " + Json.text(Json.map(result, "best"), "model_uri"));
    String table = Json.text(result, "output_table_name");
    if (!table.isEmpty()) {
      out.println("forecasts in " + table);
    }
    next(input, server, model, alias);
    out.flush();
  }

  private void leaderboard(Output output) {
    String metric = Json.text(result, "primary_metric");
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Map<String, Object>> trials = Connection.maps(result.get("leaderboard"));
    for (Map<String, Object> trial : trials.subList(0, Math.min(SHOWN, trials.size()))) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("#", rows.size() + 1);
      row.put("model", Json.text(trial, "run_name"));
      row.put(metric, score(Json.number(trial, "score")));
      row.put("seconds", String.format(Locale.ROOT, "%.1f", Json.number(trial, "seconds")));
      row.put("remark", Json.text(trial, "failure"));
      rows.add(row);
    }
    output.table(rows, "#", "model", metric, "seconds", "remark");
    if (trials.size() > SHOWN) {
      out.println("and " + (trials.size() - SHOWN) + " more");
    }
    out.println();
  }

  private static String score(double score) {
    return Double.isNaN(score) ? "" : String.format(Locale.ROOT, "%.4f", score);
  }

  /** What one would do next. */
  private void next(String input, String server, @Nullable String model, String alias) {
    if (model == null) {
      out.println();
      out.println("Register it:");
      out.println(
          "  mudbrick models register main.default.model "
              + Json.text(Json.map(result, "best"), "model_uri")
              + " --alias "
              + alias
              + server);
      return;
    }
    Map<String, Object> registered = Json.map(result, "registered");
    out.println(
        "registered "
            + Json.text(registered, "name")
            + " version "
            + Json.text(registered, "version")
            + ", "
            + "@"
            + alias);
    out.println();
    String problem = Json.text(result, "problem");
    boolean forecast = problem.equals("forecast");
    out.println(forecast ? "Ask it for times to come:" : "Score rows with it:");
    String proba = problem.equals("classification") ? " --proba" : "";
    out.println(
        "  mudbrick models score -m models:/"
            + Json.text(registered, "name")
            + "@"
            + alias
            + " -i "
            + (forecast ? "TIMES.csv" : input)
            + " -o scored.csv"
            + proba
            + server);
  }
}
