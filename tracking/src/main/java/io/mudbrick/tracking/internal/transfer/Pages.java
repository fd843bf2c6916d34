package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What commands ask of tracking, page after page, by the calls that MLflow's clients make. */
public final class Pages {
  public static final String MLFLOW = "/api/2.0/mlflow/";
  private static final int PAGE = 1000;

  private Pages() {}

  /** Every item that a search by POST finds, or as many as are wanted. */
  public static List<Map<String, Object>> search(
      Connection connection, String path, String field, Map<String, ?> request, int most) {
    List<Map<String, Object>> all = new ArrayList<>();
    String token = "";
    do {
      Map<String, Object> body = new LinkedHashMap<>(request);
      body.put("max_results", Math.min(PAGE, most - all.size()));
      if (!token.isEmpty()) {
        body.put("page_token", token);
      }
      Map<String, Object> page = connection.post(MLFLOW + path, body);
      all.addAll(Connection.maps(page.get(field)));
      token = Objects.toString(page.get("next_page_token"), "");
    } while (!token.isEmpty() && all.size() < most);
    return all;
  }

  /** Every item that a search by POST finds. */
  static List<Map<String, Object>> all(
      Connection connection, String path, String field, Map<String, ?> request) {
    return search(connection, path, field, request, Integer.MAX_VALUE);
  }

  /** A number as JSON holds it, NaN and infinities too. */
  public static double number(@Nullable Object value) {
    return value instanceof Number number
        ? number.doubleValue()
        : Double.parseDouble(String.valueOf(value));
  }

  public static List<Map<String, Object>> experiments(
      Connection connection, String filter, String viewType) {
    return search(
        connection,
        "experiments/search",
        "experiments",
        Map.of("filter", filter, "view_type", viewType),
        Integer.MAX_VALUE);
  }

  /** The ids of experiments that are named by id or by name; all active ones when none is. */
  public static List<String> experimentIds(Connection connection, List<String> named) {
    if (named.isEmpty()) {
      return experiments(connection, "", "ACTIVE_ONLY").stream()
          .map(experiment -> String.valueOf(experiment.get("experiment_id")))
          .toList();
    }
    return named.stream().map(one -> experimentId(connection, one)).toList();
  }

  private static String experimentId(Connection connection, String named) {
    try {
      Map<String, Object> found =
          connection.get(MLFLOW + "experiments/get-by-name", "experiment_name", named);
      return String.valueOf(map(found, "experiment").get("experiment_id"));
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST && named.matches("\\d{1,18}")) {
        return named;
      }
      throw e;
    }
  }

  /** All points of a metric of a run, oldest first. */
  public static List<Map<String, Object>> history(Connection connection, String runId, String key) {
    return connection.all(
        MLFLOW + "metrics/get-history",
        "metrics",
        "run_id",
        runId,
        "metric_key",
        key,
        "max_results",
        "25000");
  }

  public static Map<String, Object> run(Connection connection, String runId) {
    return map(connection.get(MLFLOW + "runs/get", "run_id", runId), "run");
  }

  /** The object of a field; an empty one when it is absent. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(Map<String, Object> of, String field) {
    return of.get(field) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** The keys and values of a list such as a run's params, by key. */
  public static Map<String, Object> byKey(@Nullable Object pairs) {
    Map<String, Object> byKey = new TreeMap<>();
    Connection.maps(pairs)
        .forEach(
            pair ->
                byKey.put(
                    String.valueOf(pair.get("key")),
                    Objects.requireNonNullElse(pair.get("value"), "")));
    return byKey;
  }
}
