package io.mudbrick.platform.internal.ops;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;

/** What the JVM says of itself, under the names that Prometheus' own Java client uses. */
final class JvmMetrics {
  private JvmMetrics() {}

  static void write(PrometheusText text) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    MemoryUsage heap = memory.getHeapMemoryUsage();
    MemoryUsage other = memory.getNonHeapMemoryUsage();
    text.family("jvm_memory_used_bytes", "gauge", "Memory in use.")
        .sample("jvm_memory_used_bytes", PrometheusText.labels("area", "heap"), heap.getUsed())
        .sample("jvm_memory_used_bytes", PrometheusText.labels("area", "nonheap"), other.getUsed());
    text.family("jvm_memory_max_bytes", "gauge", "The most that the heap may take.")
        .sample("jvm_memory_max_bytes", PrometheusText.labels("area", "heap"), heap.getMax());
    text.single(
        "jvm_threads_current",
        "gauge",
        "Threads that live.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    text.family("jvm_gc_collection_seconds", "summary", "Time spent in each garbage collector.");
    for (GarbageCollectorMXBean collector : collectors) {
      var labels = PrometheusText.labels("gc", collector.getName());
      text.sample("jvm_gc_collection_seconds_count", labels, collector.getCollectionCount())
          .sample("jvm_gc_collection_seconds_sum", labels, collector.getCollectionTime() / 1e3);
    }
    text.single(
        "process_start_time_seconds",
        "gauge",
        "When the process began, in seconds since 1970.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
  }
}
