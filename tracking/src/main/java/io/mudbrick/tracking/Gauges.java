package io.mudbrick.tracking;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the machine and this JVM are using now, under the names that MLflow gives it. */
final class Gauges {
  private static final double MEGABYTE = 1e6;
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";

  private Gauges() {}

  static Map<String, Double> now() {
    Map<String, Double> now = new LinkedHashMap<>();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    now.put("jvm_heap_usage_megabytes", heap.getUsed() / MEGABYTE);
    now.put("jvm_heap_usage_percentage", percent(heap.getUsed(), Runtime.getRuntime().maxMemory()));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      put(now, "cpu_utilization_percentage", system.getCpuLoad());
      put(now, "jvm_cpu_utilization_percentage", system.getProcessCpuLoad());
      long total = system.getTotalMemorySize();
      long used = total - available(system);
      now.put("system_memory_usage_megabytes", used / MEGABYTE);
      now.put("system_memory_usage_percentage", percent(used, total));
    }
    return now;
  }

  /** A share, unless the JVM does not know it yet. */
  private static void put(Map<String, Double> to, String name, double share) {
    if (share >= 0) {
      to.put(name, rounded(share * 100));
    }
  }

  private static double percent(long part, long whole) {
    return rounded(100.0 * part / whole);
  }

  private static double rounded(double percent) {
    return Math.rint(percent * 10) / 10;
  }

  /** What programs could still get; what Linux calls free does not count its caches. */
  private static long available(OperatingSystemMXBean system) {
    try {
      for (String line : Files.readAllLines(MEMORY)) {
        if (line.startsWith(AVAILABLE)) {
          String[] words = line.substring(AVAILABLE.length()).strip().split(" ");
          return Long.parseLong(words[0]) * 1024;
        }
      }
    } catch (IOException | NumberFormatException notLinux) {
      // Then as the JVM tells it.
    }
    return system.getFreeMemorySize();
  }
}
