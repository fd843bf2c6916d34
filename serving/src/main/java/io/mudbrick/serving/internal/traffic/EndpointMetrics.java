package io.mudbrick.serving.internal.traffic;

import com.sun.management.OperatingSystemMXBean;
import io.mudbrick.serving.internal.traffic.Meter.Count;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * An endpoint's metrics under the product's names. The processor and the memory are those of this
 * process, in which all endpoints live.
 */
public final class EndpointMetrics {
  private static final double PERCENT = 100;

  private final Collection<Replica> replicas;
  private final MetricsText text = new MetricsText();

  private EndpointMetrics(Collection<Replica> replicas) {
    this.replicas = replicas;
  }

  /** {@code GET /api/2.0/serving-endpoints/{name}/metrics}. */
  public static String of(Collection<Replica> replicas) {
    EndpointMetrics metrics = new EndpointMetrics(replicas);
    metrics.process();
    metrics.counts();
    metrics.times();
    return metrics.text.toString();
  }

  private void process() {
    Runtime runtime = Runtime.getRuntime();
    double used = runtime.totalMemory() - runtime.freeMemory();
    text.family("mem_usage_percentage", "gauge", "Used heap of the server");
    text.sample("mem_usage_percentage", PERCENT * used / runtime.maxMemory());
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        && system.getProcessCpuLoad() >= 0) {
      text.family("cpu_usage_percentage", "gauge", "Processor time of the server");
      text.sample("cpu_usage_percentage", PERCENT * system.getProcessCpuLoad());
    }
  }

  private void counts() {
    gauge(
        "provisioned_concurrent_requests_total",
        "Requests that are answered at a time, 0 while the entity sleeps",
        Replica::provisioned);
    gauge(
        "request_count_total",
        "Requests of the last minute",
        replica -> replica.meter().lastMinute(Count.REQUESTS));
    gauge(
        "request_4xx_count_total",
        "Requests of the last minute that were refused",
        replica -> replica.meter().lastMinute(Count.CLIENT_ERRORS));
    gauge(
        "request_5xx_count_total",
        "Requests of the last minute that failed",
        replica -> replica.meter().lastMinute(Count.SERVER_ERRORS));
  }

  private void gauge(String name, String help, ToDoubleFunction<Replica> value) {
    text.family(name, "gauge", help);
    for (Replica replica : replicas) {
      text.sample(name, labels(replica), value.applyAsDouble(replica));
    }
  }

  private void times() {
    text.family("request_latency_ms", "histogram", "From the request to its answer");
    replicas.forEach(each -> each.meter().writeLatency(text, "request_latency_ms", labels(each)));
    text.family("model_prediction_latency_ms", "histogram", "In the model, with its lookups");
    replicas.forEach(
        each -> each.meter().writePrediction(text, "model_prediction_latency_ms", labels(each)));
    text.family("model_queue_time_ms", "histogram", "Waiting for a turn");
    replicas.forEach(each -> each.meter().writeQueue(text, "model_queue_time_ms", labels(each)));
  }

  private static String labels(Replica replica) {
    return MetricsText.label("endpoint_name", replica.endpoint())
        + ","
        + MetricsText.label("served_entity_name", replica.entity().name());
  }
}
