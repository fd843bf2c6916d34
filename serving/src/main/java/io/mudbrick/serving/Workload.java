package io.mudbrick.serving;

import org.jspecify.annotations.Nullable;

/**
 * How much a served entity may do at a time. A request beyond {@link #concurrency} waits for its
 * turn; one that finds too many waiting is refused with {@code REQUEST_LIMIT_EXCEEDED}.
 *
 * @param size {@code Small} (4 requests at a time), {@code Medium} (16) or {@code Large} (64)
 * @param type {@code CPU} or a larger machine's name; kept and shown, as there is one machine
 * @param scaleToZero whether it is put out of memory after half an hour without requests; the next
 *     request loads it again
 * @param minConcurrency kept and shown; null when only a size was asked for
 * @param maxConcurrency how many requests at a time, in place of the size's number
 */
public record Workload(
    String size,
    String type,
    boolean scaleToZero,
    @Nullable Integer minConcurrency,
    @Nullable Integer maxConcurrency) {

  public static final Workload SMALL = of("Small");

  /** Of a size, always in memory. */
  public static Workload of(String size) {
    return new Workload(size, "CPU", false, null, null);
  }

  /** At most so many requests at a time. */
  public Workload atMost(int concurrency) {
    return new Workload(size, type, scaleToZero, minConcurrency, concurrency);
  }

  /** The same, asleep when nobody asks. */
  public Workload scalingToZero() {
    return new Workload(size, type, true, minConcurrency, maxConcurrency);
  }

  /** How many requests are answered at a time. */
  public int concurrency() {
    if (maxConcurrency != null) {
      return maxConcurrency;
    }
    return switch (size) {
      case "Medium" -> 16;
      case "Large" -> 64;
      default -> 4;
    };
  }
}
