package io.mudbrick.platform.internal.ops;

import io.mudbrick.platform.internal.http.Served;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/**
 * What {@code /metrics} shows: requests by route template, so that the number of series is bounded
 * whatever clients send, and what the rooms of the engine say of themselves.
 */
public final class Metrics {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final String REQUESTS = "mudbrick_http_requests_total";
  private static final String SECONDS = "mudbrick_http_request_duration_seconds";

  private final Map<Key, RouteTimes> routes = new ConcurrentHashMap<>();
  private final List<Reading> readings = new CopyOnWriteArrayList<>();

  private record Key(String method, String route) {}

  private record Reading(String name, String type, String help, DoubleSupplier value) {}

  /** Counts a request. */
  public void add(Served served) {
    String method = METHODS.contains(served.method()) ? served.method() : "other";
    String route = served.route() == null ? "unmatched" : served.route();
    routes
        .computeIfAbsent(new Key(method, route), key -> new RouteTimes())
        .add(served.status(), served.nanos());
  }

  /** Shows a value that goes up and down, asked for when somebody looks. */
  public void gauge(String name, String help, DoubleSupplier value) {
    readings.add(new Reading("mudbrick_" + name, "gauge", help, value));
  }

  /** Shows a value that only grows. */
  public void counter(String name, String help, DoubleSupplier value) {
    readings.add(new Reading("mudbrick_" + name, "counter", help, value));
  }

  /** Everything, in the text format of Prometheus. */
  public String text() {
    PrometheusText text = new PrometheusText();
    List<Map.Entry<Key, RouteTimes>> sorted =
        routes.entrySet().stream()
            .sorted(
                Map.Entry.comparingByKey(
                    Comparator.comparing(Key::route).thenComparing(Key::method)))
            .toList();
    text.family(REQUESTS, "counter", "Requests answered, by route template and status.");
    sorted.forEach(entry -> counts(text, entry.getKey(), entry.getValue()));
    text.family(SECONDS, "histogram", "Time from a request's first byte to its last.");
    sorted.forEach(entry -> times(text, entry.getKey(), entry.getValue()));
    for (Reading reading : readings) {
      text.single(reading.name(), reading.type(), reading.help(), reading.value().getAsDouble());
    }
    JvmMetrics.write(text);
    return text.toString();
  }

  private static void counts(PrometheusText text, Key key, RouteTimes times) {
    times
        .byStatus()
        .forEach(
            (status, count) ->
                text.sample(
                    REQUESTS,
                    PrometheusText.labels(
                        "method", key.method(), "route", key.route(), "status", "" + status),
                    count));
  }

  private static void times(PrometheusText text, Key key, RouteTimes times) {
    long[] cumulative = times.cumulative();
    for (int i = 0; i < cumulative.length; i++) {
      String bound = i < RouteTimes.BOUNDS.length ? "" + RouteTimes.BOUNDS[i] : "+Inf";
      text.sample(
          SECONDS + "_bucket",
          PrometheusText.labels("method", key.method(), "route", key.route(), "le", bound),
          cumulative[i]);
    }
    Map<String, String> labels =
        PrometheusText.labels("method", key.method(), "route", key.route());
    text.sample(SECONDS + "_sum", labels, times.seconds());
    text.sample(SECONDS + "_count", labels, cumulative[cumulative.length - 1]);
  }
}
