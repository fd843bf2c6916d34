package io.mudbrick.automl.internal.trial;

import io.mudbrick.automl.BudgetClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The time that an AutoML run has, from the call on. Its last part is kept for the blend and the
 * reports. Thread-safe.
 */
public final class Budget {
  /** The share of the time that is kept, and the least and the most of it, in seconds. */
  private static final double KEPT = 0.1;

  /** The share that fits to all rows have after the trials. */
  private static final double REFITS = 0.06;

  private static final double LEAST_KEPT = 0.4;

  /** However large the models are, trials have the rest. */
  private static final double MOST_CLOSING = 0.15;

  private static final double MOST_KEPT = 60;

  private final LongSupplier nanos;
  private final LongSupplier threadNanos;
  private final boolean shared;
  private final Duration total;
  private final long started;
  private volatile double forRefits;
  private final AtomicBoolean cancelled = new AtomicBoolean();

  private volatile double closing;

  /** What processes of their own took of a processor: all of them, and for the calling thread. */
  private final LongAdder elsewhere = new LongAdder();

  private final ThreadLocal<Long> elsewhereForThread = ThreadLocal.withInitial(() -> 0L);

  private Budget(
      LongSupplier nanos,
      LongSupplier threadNanos,
      boolean shared,
      Duration total,
      Duration spent) {
    this.nanos = nanos;
    this.threadNanos = threadNanos;
    this.shared = shared;
    this.total = total;
    this.started = nanos.getAsLong() - spent.toNanos();
  }

  /** A budget that starts to run now. */
  public static Budget start(BudgetClock clock, Duration total) {
    return start(clock, total, Duration.ZERO);
  }

  /** A budget that runs on, when so much of it is spent. */
  public static Budget start(BudgetClock clock, Duration total, Duration spent) {
    if (clock == BudgetClock.WALL) {
      return new Budget(System::nanoTime, System::nanoTime, false, total, spent);
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return new Budget(Budget::cpu, threads::getCurrentThreadCpuTime, true, total, spent);
  }

  /**
   * A budget by a clock of one's own.
   *
   * @param nanos how late it is, in nanoseconds since some moment
   */
  public static Budget start(LongSupplier nanos, Duration total) {
    return new Budget(nanos, nanos, false, total, Duration.ZERO);
  }

  private static long cpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean process
        ? process.getProcessCpuTime()
        : System.nanoTime();
  }

  /** How late it is for the calling thread alone, to measure what its work takes. */
  public long threadNanos() {
    return threadNanos.getAsLong() + elsewhereForThread.get();
  }

  /** Another process worked so long for the calling thread, which only waited. */
  public void workedElsewhere(long nanos) {
    if (shared) {
      elsewhere.add(nanos);
      elsewhereForThread.set(elsewhereForThread.get() + nanos);
    }
  }

  /** Seconds that one of so many threads may still work. */
  public double leftForEach(int threads) {
    return shared ? leftForTrials() / threads : leftForTrials();
  }

  public Duration total() {
    return total;
  }

  /** Seconds since the start. */
  public double used() {
    return (nanos.getAsLong() + elsewhere.sum() - started) / 1e9;
  }

  /** Whether all time is over. */
  public boolean over() {
    return cancelled.get() || used() >= seconds();
  }

  /** Seconds that trials may still take; below 0 when theirs are over. */
  public double leftForTrials() {
    return seconds() - kept() - forRefits - used();
  }

  /** Leaves some of the time of the trials to fits to all rows. */
  public void keepForRefits() {
    forRefits = REFITS * seconds();
  }

  /** Seconds that one of so many threads may spend on fits to all rows. */
  double leftForRefits(int threads) {
    double left = seconds() - kept() - used();
    return shared ? left / threads : left;
  }

  /** Seconds that one of so many threads may still work to the very end. */
  public double left(int threads) {
    double left = seconds() - used();
    return shared ? left / threads : left;
  }

  /** The blend and the reports will take so many seconds, as far as is known by now. */
  public void closingTakes(double seconds) {
    closing = seconds;
  }

  /** Whether trials have to stop. */
  public boolean trialsOver() {
    return cancelled.get() || leftForTrials() <= 0;
  }

  /** Ends it at once. */
  public void cancel() {
    cancelled.set(true);
  }

  /** Whether it was ended before its time. */
  public boolean cancelled() {
    return cancelled.get();
  }

  private double seconds() {
    return total.toNanos() / 1e9;
  }

  private double kept() {
    double kept = Math.min(MOST_KEPT, Math.max(LEAST_KEPT, KEPT * seconds()));
    double known = Math.min(closing, MOST_CLOSING * seconds());
    return Math.min(Math.max(kept, known), seconds() / 3);
  }
}
