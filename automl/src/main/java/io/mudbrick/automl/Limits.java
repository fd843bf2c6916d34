package io.mudbrick.automl;

import java.time.Duration;

/** What a search may take. */
final class Limits {
  /** Longer is no limit, and its nanoseconds would not fit into a long. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Limits() {}

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE below 1
   */
  static void checkTrials(int trials) {
    if (trials < 1) {
      throw AutoMlErrors.tooFewTrials(trials);
    }
  }

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for no time, and for
   *     more than ten years
   */
  static void checkTime(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
      throw AutoMlErrors.noTime(timeout, LONGEST);
    }
  }
}
