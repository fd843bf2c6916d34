package io.mudbrick.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What one piece of work cost: wall clock and CPU of the whole process, in milliseconds. */
record Sample(double millis, double cpuMillis) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Work that may fail. */
  interface Work {
    void run() throws Exception;
  }

  static Sample of(Work work) throws Exception {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    double millis = (System.nanoTime() - start) / 1e6;
    return new Sample(millis, (SYSTEM.getProcessCpuTime() - cpu) / 1e6);
  }

  /** The figures of the clock and of the CPU from samples of one kind of work. */
  static List<Figure> figures(
      String name, List<Sample> ours, List<Sample> peer, String peerName, String load) {
    String busy = "%s; load average %.1f".formatted(load, SYSTEM.getSystemLoadAverage());
    return List.of(
        Figure.lessIsBetter(
            name,
            ours.stream().map(Sample::millis).toList(),
            peer.stream().map(Sample::millis).toList(),
            peerName,
            "ms",
            busy),
        Figure.lessIsBetter(
            name + "_cpu",
            ours.stream().map(Sample::cpuMillis).toList(),
            peer.stream().map(Sample::cpuMillis).toList(),
            peerName,
            "ms of CPU",
            busy));
  }
}
