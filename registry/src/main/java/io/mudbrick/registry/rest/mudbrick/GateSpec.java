package io.mudbrick.registry.rest.mudbrick;

import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.promotion.Gate;
import io.mudbrick.registry.promotion.ModelMetric;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A gate on the wire, such as {@code {"gate": "metric", "metric": "roc_auc", "table": "c.s.t",
 * "label": "y", "better_by": 0.01}}.
 *
 * @param gate {@code metric}, {@code logged}, {@code latency}, {@code signature} or {@code tag}
 */
record GateSpec(
    String gate,
    @Nullable String metric,
    @Nullable String table,
    @Nullable String label,
    @Nullable Double betterBy,
    @Nullable Double limit,
    @Nullable Boolean lowerIsBetter,
    @Nullable Double p99Millis,
    @Nullable Integer rows,
    @Nullable String key,
    @Nullable String value) {

  Gate parse() {
    return switch (gate) {
      case "metric" -> onTable();
      case "logged" -> logged();
      case "latency" -> latency();
      case "signature" -> Gate.signature();
      case "tag" -> {
        String tag = required("key", key);
        yield value == null ? Gate.tag(tag) : Gate.tag(tag, value);
      }
      default ->
          throw RegistryErrors.badGate(
              "'" + gate + "'; there are metric, logged, latency, signature and tag");
    };
  }

  private Gate onTable() {
    Gate.TableMetric parsed =
        Gate.metric(
            ModelMetric.of(required("metric", metric)),
            required("table", table),
            required("label", label));
    if (betterBy != null) {
      parsed = parsed.betterBy(betterBy);
    }
    return limit == null ? parsed : parsed.limit(limit);
  }

  private Gate logged() {
    Gate.LoggedMetric parsed = Gate.logged(required("metric", metric));
    if (lowerIsBetter != null) {
      parsed = parsed.lowerIsBetter(lowerIsBetter);
    }
    if (betterBy != null) {
      parsed = parsed.betterBy(betterBy);
    }
    return limit == null ? parsed : parsed.limit(limit);
  }

  private Gate latency() {
    double millis = required("p99_millis", p99Millis);
    if (!(millis > 0) || millis > 1e9) {
      throw RegistryErrors.badGate("latency with p99_millis of " + millis);
    }
    Gate.Latency parsed =
        Gate.latency(Duration.ofNanos((long) (millis * 1e6)), required("table", table));
    return rows == null ? parsed : parsed.rows(rows);
  }

  private <T> T required(String name, @Nullable T given) {
    if (given == null) {
      throw RegistryErrors.badGate("a gate '" + gate + "' needs " + name);
    }
    return given;
  }
}
