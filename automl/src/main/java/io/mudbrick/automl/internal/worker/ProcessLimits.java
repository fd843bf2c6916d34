package io.mudbrick.automl.internal.worker;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a process of its own may use.
 *
 * @param heap in bytes, of its JVM
 * @param memory in bytes, of the whole process, which native code and its JVM share
 * @param grace how long a fit may go on when its time is over
 */
record ProcessLimits(long heap, long memory, Duration grace) {
  /** A round of boosting on large data may take as long. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final long LEAST_HEAP = 256L << 20;
  private static final long LEAST_MEMORY = 3 * LEAST_HEAP;

  /**
   * So that all of them and this process fit into the machine, or into the container.
   *
   * @param processes how many run at the same time
   */
  static ProcessLimits shared(int processes) {
    long own = Runtime.getRuntime().maxMemory();
    long memory = Math.max(LEAST_MEMORY, (machine(own) - own) / processes);
    return new ProcessLimits(Math.max(LEAST_HEAP, Math.min(own / 4, memory / 2)), memory, GRACE);
  }

  private static long machine(long unknown) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : unknown;
  }
}
