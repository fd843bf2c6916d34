package io.mudbrick.serving.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.serving.ServingErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the commands ask the server, and how they read its answers. */
final class Wires {
  static final String ENDPOINTS = "/api/2.0/serving-endpoints";
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private Wires() {}

  static String endpoint(String name) {
    return ENDPOINTS + "/" + Connection.segment(name);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Map<String, Object> of, String field) {
    Object value = of.get(field);
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  /** Waits until no update runs, as the SDK's waiters do. */
  static Map<String, Object> settled(Connection connection, String name) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<String, Object> endpoint = connection.get(endpoint(name));
    while (Objects.equals(map(endpoint, "state").get("config_update"), "IN_PROGRESS")) {
      if (System.nanoTime() > deadline) {
        throw ServingErrors.stillUpdating(name);
      }
      LockSupport.parkNanos(NAP_NANOS);
      endpoint = connection.get(endpoint(name));
    }
    if (Objects.equals(map(endpoint, "state").get("config_update"), "UPDATE_FAILED")) {
      throw ServingErrors.updateFailed(name, failure(endpoint));
    }
    return endpoint;
  }

  private static @Nullable String failure(Map<String, Object> endpoint) {
    return Connection.maps(map(endpoint, "pending_config").get("served_entities")).stream()
        .map(entity -> Objects.toString(map(entity, "state").get("deployment_state_message"), ""))
        .filter(message -> !message.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** {@code c.s.m@champion 100 %, c.s.m/3 (shadow)}. */
  static String served(Map<String, Object> endpoint) {
    Map<String, Object> config = map(endpoint, "config");
    Map<String, Object> shares = new LinkedHashMap<>();
    Connection.maps(map(config, "traffic_config").get("routes"))
        .forEach(
            route ->
                shares.put(
                    Objects.toString(route.get("served_entity_name")),
                    route.get("traffic_percentage")));
    List<String> served = new ArrayList<>();
    for (Map<String, Object> entity : Connection.maps(config.get("served_entities"))) {
      Object share = shares.get(Objects.toString(entity.get("name")));
      served.add(model(entity) + (share == null ? " (shadow)" : " " + share + " %"));
    }
    return served.stream().collect(Collectors.joining(", "));
  }

  private static String model(Map<String, Object> entity) {
    String version = Objects.toString(entity.get("entity_version"), "");
    String slash = version.isEmpty() || version.startsWith("@") ? "" : "/";
    return entity.get("entity_name") + slash + version;
  }

  /** READY, or what keeps it. */
  static String state(Map<String, Object> endpoint) {
    Map<String, Object> state = map(endpoint, "state");
    Object update = state.get("config_update");
    return state.get("ready") + (Objects.equals(update, "NOT_UPDATING") ? "" : " (" + update + ")");
  }
}
